// `ecole:carry`: takes one file to the school, piece by piece (upload-piece.js), until it is there, refused or
// paused. A cut, a server that restarts, a laptop that sleeps: it goes on by itself.
{
  const LEAST = 65_536; // bytes
  const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds

  const isGoing = ({ state }) => ["going", "cut", "checking"].includes(state);

  const ask = (name, transfer) => {
    const detail = { transfer };
    document.dispatchEvent(new CustomEvent(name, { detail }));
    return detail.done;
  };

  const wait = (transfer, seconds) =>
    new Promise((done) => {
      transfer.stop = done;
      setTimeout(done, seconds * 1000);
      addEventListener("online", done, { once: true });
    });

  // Once even with nothing left to send: it asks what became of the whole.
  const goOn = async (transfer) => {
    await ask("ecole:upload-place", transfer);
    do {
      if (!isGoing(transfer)) return;
      transfer.change("going");
      await ask("ecole:upload-piece", transfer);
    } while (transfer.sent < transfer.size);
    if (isGoing(transfer)) transfer.change("received");
  };

  const carry = async (transfer) => {
    let failures = 0;
    while (isGoing(transfer)) {
      const before = transfer.sent;
      try {
        await goOn(transfer);
      } catch (trouble) {
        if (!isGoing(transfer)) return;
        failures = transfer.sent > before ? 0 : failures;
        transfer.pace = Math.max(LEAST, Math.round((transfer.pace ?? 0) / 2));
        transfer.change("cut", trouble.message);
        await wait(transfer, PAUSES[Math.min(failures, PAUSES.length - 1)]);
        failures += 1;
      }
    }
  };

  document.addEventListener("ecole:carry", ({ detail: transfer }) => {
    transfer.done = carry(transfer);
  });
}

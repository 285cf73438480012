// What the sender of a file on its way asks for with its buttons (upload-row.js): wait, go on, or give it up,
// which the school is told. `ecole:out-of-reach`: all go back to the fields they were chosen in.
{
  const drop = (transfer) => {
    transfer.leave();
    if (!transfer.address) return;
    const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": transfer.token };
    fetch(transfer.address, { method: "DELETE", headers, keepalive: true }).catch(() => {});
  };

  const acts = {
    pause(transfer) {
      transfer.change("paused");
      transfer.stop?.();
    },
    resume: (transfer) => transfer.change("waiting"),
    cancel: drop,
    remove: drop,
  };

  const giveBack = (box) => {
    const detail = [];
    box.dispatchEvent(new CustomEvent("ecole:give-back", { detail }));
    for (const input of new Set(detail.map((one) => one.input))) {
      const files = detail.filter((one) => one.input === input).map(({ file }) => file);
      input.dispatchEvent(new CustomEvent("ecole:put", { bubbles: true, detail: { files } }));
    }
    for (const transfer of detail) transfer.leave();
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    box.addEventListener("ecole:act", ({ detail: { act, transfer } }) => {
      acts[act](transfer);
      box.dispatchEvent(new Event("ecole:go-on"));
    });
    box.addEventListener("ecole:out-of-reach", () => giveBack(box));
  }
}

// The steps of a file to the school (upload-carry.js) in the protocol tus 1.0: `ecole:upload-place` asks for a
// place, or how much of it has come; `ecole:upload-piece` sends what follows, as much as the line carries in
// five seconds.
{
  const FIRST = 262_144, LEAST = 65_536, MOST = 5_242_880, SECONDS = 5; // bytes of a piece, and its time

  const tell = (name, detail) => {
    document.dispatchEvent(new CustomEvent(name, { detail }));
    return detail;
  };

  const ask = async (transfer, method, address, header, headers, body) => {
    const answer = await tell("ecole:tus", { transfer, method, address, headers, body }).done;
    const { means, said } = tell("ecole:tus-answer", { answer, address, header });
    if (means === "ended") transfer.change("paused", transfer.words.ended);
    if (means === "refused") transfer.change("refused", said || transfer.words.failed);
    if (means === "new") [transfer.address, transfer.sent] = ["", 0];
    if (means !== "good") throw new Error(said);
    return answer.getResponseHeader(header);
  };

  const inBase64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  const create = async (transfer) => {
    const { file, page, classroom, root } = transfer;
    const facts = { filename: file.name, filetype: file.type, page, classroom };
    const told = Object.entries(facts).filter(([, text]) => text);
    const headers = {
      "Upload-Length": file.size,
      "Upload-Metadata": told.map(([name, text]) => `${name} ${inBase64(text)}`).join(),
    };
    const place = await ask(transfer, "POST", root, "Location", headers);
    transfer.address = new URL(place, location.href).pathname;
  };

  const find = async (transfer) => {
    transfer.sent = Number(await ask(transfer, "HEAD", transfer.address, "Upload-Offset"));
  };

  const send = async (transfer) => {
    const { file, sent, address, pace = FIRST } = transfer;
    const start = performance.now();
    const headers = { "Upload-Offset": sent, "Content-Type": "application/offset+octet-stream" };
    const piece = file.slice(sent, sent + pace);
    transfer.sent = Number(await ask(transfer, "PATCH", address, "Upload-Offset", headers, piece));
    const growth = Math.min(2, SECONDS / ((performance.now() - start) / 1000));
    transfer.pace = Math.min(MOST, Math.max(LEAST, Math.round(pace * growth)));
  };

  document.addEventListener("ecole:upload-place", ({ detail }) => {
    detail.done = (detail.transfer.address ? find : create)(detail.transfer);
  });
  document.addEventListener("ecole:upload-piece", ({ detail }) => {
    detail.done = send(detail.transfer);
  });
}

// `ecole:tus`: one request of the protocol tus 1.0; `detail.done` becomes the promise of its answer.
// `fetch` does not say what has already left, the older way does.
{
  const STILL = 60; // seconds without a byte: the line is dead, even if nobody says so
  const VERDICT = 600; // the last piece is answered once the whole file was looked at

  const ask = ({ transfer, method, address, headers, body }) =>
    new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      const isLast = body && transfer.sent + body.size >= transfer.size;
      let timer = 0;
      const watch = (seconds) => {
        clearTimeout(timer);
        timer = setTimeout(() => request.abort(), seconds * 1000);
      };

      request.open(method, address);
      const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": transfer.token, ...headers };
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", ({ loaded }) => {
        watch(isLast && loaded === body.size ? VERDICT : STILL);
        transfer.leaving(loaded);
      });
      request.addEventListener("loadend", () => {
        clearTimeout(timer);
        if (request.status) done(request);
        else fail(new Error());
      });
      transfer.stop = () => request.abort();
      watch(isLast && !body.size ? VERDICT : STILL);
      request.send(body);
    });

  document.addEventListener("ecole:tus", ({ detail }) => {
    detail.done = ask(detail);
  });
}

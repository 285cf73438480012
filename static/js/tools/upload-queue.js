// The files that a form sends by themselves, one after the other (upload-carry.js), each with its line
// (upload-row.js). `ecole:chosen`: one more; `ecole:left`: one of before; `ecole:moved` says how many are where.
{
  const AT_WORK = ["going", "cut", "checking"];
  const prepare = (box, facts) => {
    let transfers = [];
    const those = (...states) => transfers.filter(({ state }) => states.includes(state));
    const tell = () => {
      transfers = transfers.filter(({ state }) => state !== "gone");
      const count = (...states) => those(...states).length;
      const [cut, paused, refused] = ["cut", "paused", "refused"].map((state) => count(state));
      const detail = { going: count("waiting", ...AT_WORK), cut, paused, refused };
      box.hidden = !transfers.length && !box.dataset.film;
      box.dispatchEvent(new CustomEvent("ecole:moved", { detail }));
    };

    const goOn = async () => {
      const [transfer] = those("waiting");
      if (!transfer || those(...AT_WORK).length) return;
      transfer.change("going");
      document.dispatchEvent(new CustomEvent("ecole:carry", { detail: transfer }));
      await transfer.done;
      goOn();
    };

    const add = (more) => {
      const transfer = { ...facts, ...more, tell };
      transfers.push(transfer);
      box.dispatchEvent(new CustomEvent("ecole:upload", { detail: transfer })); // its line, its states
      return transfer;
    };

    const find = ({ name, size }) =>
      transfers.find((one) => one.name === name && one.size === size && one.state !== "refused");
    const choose = ({ file, file: { name, size }, input }) => {
      const known = find(file);
      if (known && known.state !== "left") return;
      const transfer = known ?? add({ name, size, sent: 0, address: "" });
      Object.assign(transfer, { file, input }).change("waiting");
      goOn();
    };

    box.addEventListener("ecole:chosen", ({ detail }) => choose(detail));
    box.addEventListener("ecole:left", ({ detail: { state, ...one } }) => find(one) ?? add(one).change(state));
    box.addEventListener("ecole:go-on", goOn);
    box.addEventListener("ecole:give-back", ({ detail }) => detail.push(...those("waiting", "paused", ...AT_WORK)));
    // Its words went to the outbox, and with them what had arrived.
    box.closest("form").addEventListener("reset", () => those("received").forEach((one) => one.leave()));
    tell();
    box.dispatchEvent(new CustomEvent("ecole:ready", { detail: facts }));
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    const form = box.closest("form");
    const page = new URL(form?.getAttribute("action") || location.href, location.href).pathname;
    const [school] = page.match(/^\/e\/[^/]+/) ?? [];
    const [, classroom = ""] = page.match(/\/classes\/([^/]+)/) ?? [];
    const token = form?.elements.csrf_token?.value;
    const facts = { root: `${school}/envois`, page, classroom, token, words: box.dataset };
    if (school && token) setTimeout(prepare, 0, box, facts); // when the others listen
  }
}

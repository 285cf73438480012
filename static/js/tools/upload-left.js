// What was on its way when the tab was closed: offered again, to be chosen once more or, when whole, to
// leave with the form. The school says meanwhile how heavy a film may be. It is asked at once where this
// browser sent something before, elsewhere when the form is first touched: most only read the page.
{
  const noteOf = (page) => `ecole:uploads:${page}`;

  const ask = async (box, { root, page, words }) => {
    const answer = await fetch(`${root}?page=${encodeURIComponent(page)}`, { redirect: "manual" });
    if (!answer.ok) return;
    const { uploads, limit } = await answer.json();
    if (!uploads.length) localStorage.removeItem(noteOf(page));
    if (words.film) {
      const most = words.mega.replace("{number}", Math.round(limit / 1e6));
      box.querySelector(".field__help").textContent = words.film.replace("{limit}", most);
    }
    for (const one of uploads) {
      const { name, size } = one;
      const state = one.finished ? "received" : "left";
      const detail = { name, size, sent: one.offset, address: one.address, state };
      box.dispatchEvent(new CustomEvent("ecole:left", { detail }));
    }
  };

  for (const box of document.querySelectorAll('[data-behaviour~="uploads"]')) {
    box.addEventListener("ecole:ready", ({ detail }) => {
      const note = noteOf(detail.page);
      const askNow = () => ask(box, detail).catch(() => {});
      box.addEventListener("ecole:upload", () => localStorage.setItem(note, "1"));
      if (localStorage.getItem(note)) askNow();
      else box.closest("form").addEventListener("focusin", askNow, { once: true });
    });
  }
}

// « Garder sur ce téléphone » beside each file, once the service worker has answered.
{
  const words = document.querySelector("[data-keep-file]")?.dataset;
  const buttons = new Map();

  const ask = (detail) => document.dispatchEvent(new CustomEvent("ecole:ask", { detail }));

  const press = (button, file) => {
    const say = button.dataset.kept === "true" ? "drop" : "keep";
    button.disabled = true;
    button.textContent = say === "keep" ? words.keeping : words.keepFile;
    ask({ say, ...file });
  };

  const build = (link) => {
    const name = link.closest(".file-row").querySelector(".file-row__name").textContent.trim();
    // What it plays, lighter than what was sent, is what it keeps.
    const address = new URL(link.dataset.keep ?? link.href, location).pathname;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "file-row__keep";
    button.addEventListener("click", () => press(button, { address, name, page: location.pathname }));
    link.after(button);
    buttons.set(address, { button, name });
  };

  const show = ({ detail: { files, file, outcome } }) => {
    if (buttons.size === 0) {
      document.querySelectorAll(".file-row__download").forEach(build);
    }
    for (const [address, { button, name }] of buttons) {
      const isKept = files.some((kept) => kept.address === address);
      if (button.disabled && outcome && address !== file) continue; // another one is done
      button.disabled = false;
      button.dataset.kept = isKept;
      button.textContent = isKept ? words.kept : words.keepFile;
      button.setAttribute("aria-label", `${button.textContent}\u00a0: ${name}`);
    }
    const trouble = { full: words?.full, failed: words?.notKept }[outcome];
    if (trouble) document.dispatchEvent(new CustomEvent("ecole:say", { detail: trouble }));
  };

  if (words) document.addEventListener("ecole:state", show);
}

// The files kept on this phone, with their weight and the way to remove each.
{
  const list = document.querySelector('[data-behaviour~="kept-list"]');

  const weight = (bytes) => {
    const [value, shape] = bytes < 1e6 ? [bytes / 1e3, list.dataset.kilo] : [bytes / 1e6, list.dataset.mega];
    const number = new Intl.NumberFormat(document.documentElement.lang, {
      maximumFractionDigits: bytes < 1e6 || value >= 10 ? 0 : 1,
    });
    return shape.replace("{number}", number.format(value));
  };

  const rowOf = ({ name, address, page, size, isPlayed }) => {
    const row = list.querySelector("template").content.cloneNode(true);
    const link = row.querySelector("a");
    const button = row.querySelector("button");
    link.textContent = name;
    link.href = isPlayed ? page : address; // sounds and films play in their page
    row.querySelector("span").textContent = weight(size);
    button.setAttribute("aria-label", `${button.textContent}\u00a0: ${name}`);
    button.addEventListener("click", () => {
      document.dispatchEvent(new CustomEvent("ecole:ask", { detail: { say: "drop", address } }));
      list.focus();
    });
    return row;
  };

  const show = ({ detail: { files } }) => {
    const used = list.querySelector("[data-used]");
    const total = files.reduce((sum, file) => sum + file.size, 0);
    list.hidden = false;
    list.querySelector("ul").replaceChildren(...files.map(rowOf));
    used.textContent = files.length ? used.dataset.used.replace("{size}", weight(total)) : used.dataset.nothing;
  };

  if (list) document.addEventListener("ecole:state", show);
}

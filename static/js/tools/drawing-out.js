// What a drawing pad sends: the strokes on their paper, or on the photo, as one picture in the field.
{
  const MOMENT = 300; // after the last stroke, in milliseconds

  const flat = (box) => {
    const [under, strokes] = box.querySelectorAll("canvas");
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [under.width, under.height];
    const context = canvas.getContext("2d");
    context.fillStyle = getComputedStyle(under).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const layer of [under, strokes]) context.drawImage(layer, 0, 0);
    const { name, over } = box.dataset;
    const detail = over
      ? { canvas, type: "image/jpeg", name: `${name}.jpg` }
      : { canvas, type: "image/png", name: `${name}.png` };
    document.dispatchEvent(new CustomEvent("ecole:picture", { detail }));
    return detail.file;
  };

  const prepare = (box, input) => {
    const said = box.querySelector('[data-part="said"]');
    let count = 0, timer = 0, isOurs = false;

    const put = () => {
      clearTimeout(timer);
      timer = 0;
      const files = count ? [flat(box)].filter(Boolean) : [];
      isOurs = true;
      input.dispatchEvent(new CustomEvent("ecole:put", { bubbles: true, detail: { files } }));
      isOurs = false;
      said.textContent = files.length ? box.dataset.ready : box.dataset.empty;
    };

    box.addEventListener("ecole:drawn", ({ detail }) => {
      count = detail.count;
      for (const name of ["undo", "clear"]) box.querySelector(`[data-part="${name}"]`).disabled = !count;
      clearTimeout(timer);
      timer = setTimeout(put, MOMENT);
    });
    // Another picture was chosen in its place.
    input.addEventListener("change", () => isOurs || (said.textContent = ""));
    input.form?.addEventListener("ecole:send", () => timer && put());
    input.form?.addEventListener("reset", () => box.dispatchEvent(new Event("ecole:clear")));
  };

  for (const box of document.querySelectorAll('[data-behaviour~="drawing-pad"]')) {
    prepare(box, box.parentElement.querySelector("[type=file]"));
  }
}

// A sheet to draw on with a finger, a pen or a mouse, or a photo to draw over: it opens, and its tools
// are chosen. The strokes are in drawing-strokes.js, what is sent in drawing-out.js; the file field
// itself is there for the keyboard.
{
  const BLANK = [1200, 900], LONGEST = 1600;

  const lay = async (under, { over, turned }) => {
    if (!over) {
      [under.width, under.height] = BLANK;
      return;
    }
    const photo = Object.assign(new Image(), { src: over });
    await photo.decode();
    const scale = Math.min(1, LONGEST / Math.max(photo.naturalWidth, photo.naturalHeight));
    const size = [photo.naturalWidth, photo.naturalHeight].map((side) => Math.round(side * scale));
    const isLying = Number(turned) % 180 !== 0;
    [under.width, under.height] = isLying ? [...size].reverse() : size;
    const context = under.getContext("2d");
    context.translate(under.width / 2, under.height / 2);
    context.rotate((Number(turned) * Math.PI) / 180);
    context.drawImage(photo, -size[0] / 2, -size[1] / 2, ...size);
  };

  const prepare = (box, input) => {
    const part = (name) => box.querySelector(`[data-part="${name}"]`);
    const pens = [...box.querySelectorAll("[aria-pressed]")];
    const choose = (chosen) => {
      for (const pen of pens) pen.setAttribute("aria-pressed", String(pen === chosen));
    };

    const open = async () => {
      const [under, strokes] = [part("under"), part("strokes")];
      part("open").hidden = true;
      part("sheet").hidden = false;
      try {
        await lay(under, box.dataset);
        [strokes.width, strokes.height] = [under.width, under.height];
        box.querySelector('[aria-pressed="true"]').focus();
      } catch {
        part("sheet").hidden = true;
        part("said").textContent = box.dataset.trouble;
        input.hidden = false;
      }
    };

    for (const pen of pens) pen.addEventListener("click", () => choose(pen));
    choose(pens[box.dataset.over ? 1 : 0]); // a teacher's hand writes in red
    part("open").addEventListener("click", open);
    for (const name of ["undo", "clear"]) {
      part(name).addEventListener("click", () => box.dispatchEvent(new Event(`ecole:${name}`)));
    }
    part("other").addEventListener("click", () => {
      input.hidden = false;
      input.click();
    });
    box.hidden = false;
    input.hidden = true;
  };

  for (const box of document.querySelectorAll('[data-behaviour~="drawing-pad"]')) {
    prepare(box, box.parentElement.querySelector("[type=file]"));
  }
}

// The strokes of a drawing pad, followed as they are drawn; after each, `ecole:drawn` says how many.
{
  const THIN = 10, WIDE = 60; // the pens, the rubber; in points of the sheet

  const trace = (ink, { colour, points }, from = 0) => {
    const [last] = points.slice(-1);
    Object.assign(ink, { strokeStyle: colour, lineWidth: colour ? THIN : WIDE, lineCap: "round", lineJoin: "round" });
    ink.globalCompositeOperation = colour ? "source-over" : "destination-out";
    ink.beginPath();
    ink.moveTo(...points[from]);
    for (const point of points.slice(from)) ink.lineTo(...point);
    ink.lineTo(last[0] + 0.1, last[1]); // a tap is a dot
    ink.stroke();
  };

  const prepare = (box) => {
    const sheet = box.querySelector('[data-part="strokes"]');
    const ink = sheet.getContext("2d");
    let strokes = [], current = null;
    const say = () => box.dispatchEvent(new CustomEvent("ecole:drawn", { detail: { count: strokes.length } }));

    const reach = (places) => {
      const frame = sheet.getBoundingClientRect();
      const scale = sheet.width / frame.width;
      const from = Math.max(current.points.length - 1, 0);
      for (const { clientX, clientY } of places) {
        current.points.push([(clientX - frame.left) * scale, (clientY - frame.top) * scale]);
      }
      trace(ink, current, from);
    };

    const keep = (some) => {
      strokes = some;
      ink.clearRect(0, 0, sheet.width, sheet.height);
      for (const stroke of strokes) trace(ink, stroke);
      say();
    };

    sheet.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      event.preventDefault();
      sheet.setPointerCapture(event.pointerId);
      const pen = box.querySelector('[aria-pressed="true"]');
      const colour = pen.matches(".drawing-pad__rubber") ? "" : getComputedStyle(pen).color;
      strokes.push(current = { colour, points: [] });
      reach([event]);
    });
    sheet.addEventListener("pointermove", (event) => {
      const between = event.getCoalescedEvents?.() ?? [];
      if (current && event.isPrimary) reach(between.length ? between : [event]);
    });
    sheet.addEventListener("lostpointercapture", () => {
      if (current) say();
      current = null;
    });
    box.addEventListener("ecole:undo", () => keep(strokes.slice(0, -1)));
    box.addEventListener("ecole:clear", () => keep([]));
  };

  for (const box of document.querySelectorAll('[data-behaviour~="drawing-pad"]')) prepare(box);
}

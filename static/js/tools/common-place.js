// Where a hand is in a common text: what it changed between two looks, and its caret while others write.
{
  const lent = {};
  document.dispatchEvent(new CustomEvent("ecole:common", { detail: lent }));
  const { isText, sizeOf, add } = lent;

  const splice = (before, after) => {
    const [old, now] = [[...before], [...after]];
    const shorter = Math.min(old.length, now.length);
    let [start, end] = [0, 0];
    while (start < shorter && old[start] === now[start]) start += 1;
    while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
    const operation = [];
    add(operation, start);
    add(operation, now.slice(start, now.length - end).join(""));
    add(operation, start + end - old.length);
    add(operation, end);
    return operation;
  };

  // A caret stays before what is put in at its place.
  const moved = (position, operation) => {
    let [place, caret] = [0, position];
    for (const part of operation) {
      if (place >= position) break;
      if (isText(part)) caret += sizeOf(part);
      else {
        if (part < 0) caret -= Math.min(-part, position - place);
        place += Math.abs(part);
      }
    }
    return caret;
  };

  // A text area counts otherwise than we do: an emoji is two of its units.
  const unitsOf = (text, letters) => [...text].slice(0, letters).join("").length;

  const show = (area, text, made) => {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop, value } = area;
    const [start, end] = [selectionStart, selectionEnd].map((unit) =>
      unitsOf(text, made.reduce(moved, sizeOf(value.slice(0, unit)))));
    area.value = text;
    area.setSelectionRange(start, end, selectionDirection);
    area.scrollTop = scrollTop;
  };

  document.addEventListener("ecole:common", ({ detail }) => Object.assign(detail, { splice, moved, show }));
}

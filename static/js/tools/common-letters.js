// The parts of a change of a text (ecole/classroom/documents/operations.py): a positive number keeps as
// many letters, a negative one removes them, a string is put in. Letters are code points. The files
// common-….js lend each other their functions by the event ecole:common.
{
  const isText = (part) => typeof part === "string";
  const isRemoval = (part) => !isText(part) && part < 0; // « "-5" < 0 » is true
  const sizeOf = (part) => (isText(part) ? [...part].length : Math.abs(part));

  // At the end of an operation, joined to what is there; what is put in stands before what is removed.
  const add = (operation, part) => {
    if (!part) return;
    const last = operation.at(-1) ?? 0;
    if (isText(part) && isRemoval(last)) {
      operation.pop();
      add(operation, part);
      operation.push(last);
    } else if (isText(part) === isText(last) && (isText(part) || part * last > 0)) {
      operation[operation.length - 1] = last + part;
    } else operation.push(part);
  };

  // The next letters of a part; what follows of it stays.
  const take = (rest, size) => {
    const part = rest.pop();
    if (sizeOf(part) > size) {
      rest.push(isText(part) ? [...part].slice(size).join("") : part - Math.sign(part) * size);
    }
    return isText(part) ? [...part].slice(0, size).join("") : Math.sign(part) * size;
  };

  // How far the next parts of both go together.
  const together = (a, b) => {
    if (!a.length || !b.length) throw new RangeError("operations of two texts");
    return Math.min(sizeOf(a.at(-1)), sizeOf(b.at(-1)));
  };

  document.addEventListener("ecole:common", ({ detail }) =>
    Object.assign(detail, { isText, isRemoval, sizeOf, add, take, together }));
}

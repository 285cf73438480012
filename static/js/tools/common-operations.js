// Changes of one text made at once, as in ecole/classroom/documents/operations.py: the same cases run
// through both (tests/fixtures/documents).
{
  const lent = {};
  document.dispatchEvent(new CustomEvent("ecole:common", { detail: lent }));
  const { isText, isRemoval, sizeOf, add, take, together } = lent;

  const apply = (operation, text) => {
    const letters = [...text];
    let place = 0;
    const kept = operation.map((part) => {
      if (isText(part)) return part;
      place += Math.abs(part);
      return part > 0 ? letters.slice(place - part, place).join("") : "";
    });
    if (place !== letters.length) throw new RangeError("an operation of another text");
    return kept.join("");
  };

  // Each as it must be made after the other; what the first put in stands first.
  const transform = (first, second) => {
    const [a, b] = [[...first].reverse(), [...second].reverse()];
    const [firstAfter, secondAfter] = [[], []];
    while (a.length || b.length) {
      if (isText(a.at(-1))) {
        add(secondAfter, sizeOf(a.at(-1)));
        add(firstAfter, a.pop());
      } else if (isText(b.at(-1))) {
        add(firstAfter, sizeOf(b.at(-1)));
        add(secondAfter, b.pop());
      } else {
        const size = together(a, b);
        const [one, other] = [take(a, size), take(b, size)];
        if (other > 0) add(firstAfter, one);
        if (one > 0) add(secondAfter, other);
      }
    }
    return [firstAfter, secondAfter];
  };

  // One change for two made one after the other.
  const compose = (first, second) => {
    const [a, b] = [[...first].reverse(), [...second].reverse()];
    const both = [];
    while (a.length || b.length) {
      if (isRemoval(a.at(-1))) add(both, a.pop());
      else if (isText(b.at(-1))) add(both, b.pop());
      else {
        const size = together(a, b);
        const [made, then] = [take(a, size), take(b, size)];
        if (then > 0) add(both, made);
        else if (!isText(made)) add(both, then);
      }
    }
    return both;
  };

  document.addEventListener("ecole:common", ({ detail }) => Object.assign(detail, { apply, transform, compose }));
}

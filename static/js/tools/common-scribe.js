// What a browser knows of a common text: as the school has it, what is on its way, what was typed since.
// Neither page nor network: common-text.js has them.
{
  const lent = {};
  document.dispatchEvent(new CustomEvent("ecole:common", { detail: lent }));
  const { apply, transform, compose, splice } = lent;

  // Half a letter and NUL, which no school takes.
  const clean = (typed) => typed.replace(/[\uD800-\uDFFF]|\0/gu, "\uFFFD");
  const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${String(Math.random()).slice(2)}`;

  const scribe = (text, number) => {
    const now = { shown: text, sequence: number, isLeaving: false };
    let [base, sent, waiting] = [text, null, null];
    const note = () => Object.assign(now, { isLeaving: Boolean(sent || waiting) });
    const takeIn = (theirs) => {
      if (sent) [theirs, sent.operation] = transform(theirs, sent.operation);
      if (waiting) [theirs, waiting] = transform(theirs, waiting);
      now.shown = apply(theirs, now.shown);
      return theirs;
    };
    const takeWhole = ({ text: whole, sequence }) => {
      const theirs = takeIn(splice(base, whole));
      [base, now.sequence] = [whole, sequence];
      return [theirs];
    };
    const takeOne = ({ key, operation }) => {
      base = apply(operation, base);
      now.sequence += 1;
      if (key !== sent?.key) return [takeIn(operation)];
      sent = null;
      return [];
    };

    now.type = (typed) => {
      const operation = splice(now.shown, clean(typed));
      if (operation.every((part) => part > 0)) return;
      waiting = waiting ? compose(waiting, operation) : operation;
      now.shown = clean(typed);
      note();
    };
    // One change leaves at a time: the same again, under its key, until the school has said it came.
    now.next = () => {
      if (!sent && waiting) [sent, waiting] = [{ key: newKey(), operation: waiting }, null];
      return sent && { base: now.sequence, ...sent };
    };
    // What others made, as it is to be made on what is shown.
    now.hear = (news) => {
      const made = news.operations ? news.operations.flatMap(takeOne) : takeWhole(news);
      note();
      return made;
    };
    // Refused: it goes with what was typed since, once that is mended.
    now.takeBack = () => {
      if (sent) waiting = waiting ? compose(sent.operation, waiting) : sent.operation;
      sent = null;
    };
    return now;
  };

  document.addEventListener("ecole:common", ({ detail }) => Object.assign(detail, { scribe }));
}

// Several hands on one text: what is typed leaves at once, what others typed comes in around the caret.
{
  const lent = {};
  document.dispatchEvent(new CustomEvent("ecole:common", { detail: lent }));
  const { exchange, keepPace, scribe, show, sizeOf } = lent;

  const write = (form) => {
    const { dataset, elements } = form;
    const [area, line, button] = ["textarea", ".common-text__said", ".common-text__send"].map((one) => form.querySelector(one));
    const whose = { csrf_token: elements.csrf_token.value, by: elements.by.value };
    const text = scribe(area.defaultValue, Number(dataset.sequence));
    let [isHeld, isComposing, isOver, typedAt] = [false, false, false, 0];

    const say = (words) => { if (line.textContent !== words) line.textContent = words; };
    const composed = () => isComposing && new Promise((done) => area.addEventListener("compositionend", done, { once: true }));
    // From here on the form is sent as it is: the school merges it, or gives it back.
    const stop = (words) => {
      [isOver, button.hidden] = [true, false];
      pace.stop();
      say(words);
    };
    const refuse = ({ said, is_closed: isClosed }) => {
      text.takeBack();
      isHeld = true; // not again before something is typed
      return isClosed ? stop(said) : say(said);
    };
    const ask = async () => {
      await composed();
      text.type(area.value);
      const isLong = sizeOf(text.shown) > Number(dataset.most);
      if (isLong) say(dataset.long);
      const leaving = isLong || isHeld ? null : text.next();
      const reply = await exchange(dataset.address, text.sequence, leaving, whose);
      if (reply.type === "opaqueredirect") return stop(dataset.ended);
      if (reply.status >= 500) throw new Error(reply.status);
      if (reply.status === 409) return refuse(await reply.json());
      if (!reply.ok) return stop(dataset.refused);
      const news = await reply.json();
      await composed();
      text.type(area.value); // while it travelled
      const made = text.hear(news);
      if (text.shown !== area.value) show(area, text.shown, made);
      elements.base.value = text.sequence;
      if (typedAt && !text.isLeaving && Date.now() - typedAt > 900) say(dataset.kept);
      return made.length > 0;
    };
    const pace = keepPace({ ask, isLeaving: () => text.isLeaving, missed: () => text.isLeaving && say(dataset.offline) });
    area.addEventListener("input", () => {
      [typedAt, isHeld] = [Date.now(), false];
      if (!isComposing) text.type(area.value);
      if (pace.wake()) say("");
    });
    area.addEventListener("compositionstart", () => { isComposing = true; });
    area.addEventListener("compositionend", () => { isComposing = false; });
    addEventListener("beforeunload", (event) => { if (text.isLeaving && !isOver) event.preventDefault(); });
    form.addEventListener("submit", (event) => { if (!isOver) event.preventDefault(); });
    button.hidden = true;
  };

  for (const form of document.querySelectorAll('[data-behaviour~="common-text"]')) write(form);
}

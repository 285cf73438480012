// Says what was written without a network and has not left yet, and what the school refused.
{
  const template = document.querySelector('template[data-behaviour~="outbox"]');
  const notice = template?.content.firstElementChild.cloneNode(true);
  const who = document.documentElement.dataset.keep;
  let before; // unknown until the phone has been asked

  const sentenceOf = (pending, isEnded) => {
    const { one, many, endedOne, endedMany, refused } = notice.dataset;
    if (!pending) return refused;
    const sentence = isEnded ? [endedOne, endedMany] : [one, many];
    return sentence[pending === 1 ? 0 : 1].replace("{count}", pending);
  };

  const rowOf = ({ words, isUndone, refused, order }) => {
    const row = document.createElement("li");
    const said = isUndone ? notice.dataset.undone.replace("{words}", words) : words;
    row.append(refused ? notice.dataset.refusedRow.replace("{words}", said) : said);
    if (refused) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet";
      button.textContent = notice.dataset.remove;
      button.addEventListener("click", () => {
        document.dispatchEvent(new CustomEvent("ecole:ask", { detail: { say: "discard", order } }));
      });
      row.append(" ", button);
    }
    return row;
  };

  const show = ({ detail: { outbox, isEnded, failed } }) => {
    const entries = outbox.filter((entry) => !who || entry.who === who);
    const pending = entries.filter((entry) => !entry.refused).length;
    notice.hidden = entries.length === 0;
    if (!notice.hidden && !notice.isConnected) template.after(notice);
    notice.querySelector("b").textContent = sentenceOf(pending, isEnded || !who);
    // Nobody signed in, or a child: how many, not what.
    const isTold = who && !notice.dataset.quiet;
    notice.querySelector("ul").replaceChildren(...(isTold ? entries.map(rowOf) : []));
    const say = (detail) => document.dispatchEvent(new CustomEvent("ecole:say", { detail }));
    if (pending > before) say(notice.dataset.later);
    if (pending < before) document.dispatchEvent(new Event("ecole:changed"));
    if (before && entries.length === 0) say(notice.dataset.gone);
    if (failed === "later") say(notice.dataset.failed);
    if (failed === "heavy") say(notice.dataset.heavy);
    before = pending;
  };

  if (notice) document.addEventListener("ecole:state", show);
}

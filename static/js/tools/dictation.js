// A dictation heard phrase by phrase: one big button that goes on, and beside it once more, the phrase
// before, slower, the whole (dictation-voice.js plays). The list of sounds shows when one fails.
{
  const prepare = (box) => {
    const [button, place] = box.querySelectorAll(".dictation__play, .dictation__place");
    const act = (name) => box.querySelector(`[data-act="${name}"]`);
    const list = box.parentElement.querySelector("ol");
    const words = box.dataset;
    let now = { here: -1, count: list.children.length, state: "new" };
    const hear = (here, isWhole = false) =>
      box.dispatchEvent(new CustomEvent("ecole:hear", { detail: { here, isWhole } }));
    const isLast = () => now.here === now.count - 1;

    const label = () => {
      if (now.state === "playing") return words.pause;
      if (now.state === "paused") return words.resume;
      if (now.state === "new") return words.first;
      return isLast() ? words.over : words.next;
    };

    const show = ({ detail }) => {
      now = detail;
      button.lastElementChild.textContent = label();
      button.setAttribute("aria-pressed", String(now.state === "playing"));
      const text = now.state === "over" && isLast() ? words.end : words.place;
      const said = text.replace("{number}", now.here + 1).replace("{count}", now.count);
      if (place.textContent !== said) place.textContent = said;
      act("before").disabled = now.here < 1;
      act("again").disabled = false;
    };

    button.addEventListener("click", () => {
      if (now.state === "playing") box.dispatchEvent(new Event("ecole:hush"));
      else if (now.state === "paused") box.dispatchEvent(new Event("ecole:go-on"));
      else hear(isLast() ? 0 : now.here + 1);
    });
    act("before").addEventListener("click", () => hear(now.here - 1));
    act("again").addEventListener("click", () => hear(now.here));
    act("whole").addEventListener("click", () => hear(0, true));
    act("slow").addEventListener("click", () => {
      const isSlow = act("slow").getAttribute("aria-pressed") !== "true";
      act("slow").setAttribute("aria-pressed", String(isSlow));
      box.dispatchEvent(new CustomEvent("ecole:pace", { detail: isSlow }));
    });
    box.addEventListener("ecole:heard", show);
    box.addEventListener("ecole:mute", () => { list.hidden = false; });
    box.hidden = false;
    list.hidden = true;
  };

  for (const box of document.querySelectorAll('[data-behaviour~="dictation"]')) prepare(box);
}

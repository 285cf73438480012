// A voice recorded in the page (microphone.js): its buttons, its time and its words. What was said goes
// to the file field (recorded.js), which the form sends as any other file. Without a microphone or its
// permission, the plain field stays.
{
  const LONGEST = 300, WARNED = 270; // seconds
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  const prepare = (box, input) => {
    const part = (name) => box.querySelector(`.recorder__${name}`);
    const words = box.dataset;
    let since = 0, before = 0; // the part that runs, and those before it
    const isOn = () => words.state === "recording" || words.state === "paused";
    const seconds = () => before + (words.state === "recording" ? performance.now() - since : 0) / 1000;
    const ask = (name) => box.dispatchEvent(new Event(`ecole:${name}`));
    const become = (state, text) => [words.state, part("said").textContent] = [state, text];

    const tick = (isWarned) => {
      if (!isOn()) return;
      part("time").textContent = clock(seconds());
      const isLate = seconds() >= WARNED;
      if (isLate && !isWarned) part("said").textContent = words.late;
      if (seconds() >= LONGEST) return ask("stop");
      setTimeout(tick, 250, isLate);
    };

    box.addEventListener("ecole:listening", () => {
      [before, since] = [0, performance.now()];
      become("recording", words.recording);
      tick();
    });
    box.addEventListener("ecole:deaf", ({ detail: name }) => {
      become(words.state, name === "NotAllowedError" ? words.denied : words.missing);
      input.hidden = false;
    });
    box.addEventListener("ecole:recorded", ({ detail: file }) => {
      if (!file.size) return become("idle", words.empty);
      const [wasHere, isFull] = [box.contains(document.activeElement), seconds() >= LONGEST];
      input.dispatchEvent(new CustomEvent("ecole:put", { bubbles: true, detail: { files: [file] } }));
      if (wasHere) part("sound").focus();
      if (isFull) part("said").textContent = words.full;
    });
    part("button").addEventListener("click", () => ask(isOn() ? "stop" : "listen"));
    part("again").addEventListener("click", () => ask("listen"));
    part("pause").addEventListener("click", () => {
      [before, since] = [seconds(), performance.now()];
      if (words.state === "paused") become("recording", words.recording);
      else become("paused", words.paused);
      ask("hold");
    });
    input.form?.addEventListener("ecole:send", ({ detail }) => {
      if (!isOn()) return;
      detail.wait.push(new Promise((end) => box.addEventListener("ecole:recorded", end, { once: true })));
      ask("stop");
    });
    box.hidden = false;
    input.hidden = true;
    input.removeAttribute("capture");
  };

  for (const box of document.querySelectorAll('[data-behaviour~="recorder"][data-hears]')) {
    prepare(box, box.parentElement.querySelector("[type=file]"));
  }
}

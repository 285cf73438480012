// A form whose voice, photos or drawing are still being made waits for them, then leaves as usual.
// Those at work hear `ecole:send` on the form, and give a promise to `detail.wait`.
{
  const waiting = new WeakSet();

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    const wait = [];
    const isWaiting = waiting.has(form);
    if (!isWaiting) form.dispatchEvent(new CustomEvent("ecole:send", { detail: { wait } }));
    if (wait.length === 0 && !isWaiting) return;
    // First of all who listen: nobody sends half of it.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isWaiting) return;
    waiting.add(form);
    form.setAttribute("aria-busy", "true");
    // A turn later at least: nothing is sent from within a sending.
    const ends = await Promise.allSettled([...wait, new Promise((done) => setTimeout(done))]);
    form.removeAttribute("aria-busy");
    waiting.delete(form);
    if (ends.some(({ reason }) => reason === "stay")) return; // there is something to read first
    if (submitter) submitter.click();
    else form.requestSubmit();
  }, true);
}

// « Fait » without reloading. The server answers 204 to X-Requested-With: fetch; anything else, or
// no network and nobody to let it wait (tick-later.js), and the plain form is sent.
{
  const swap = (button) => {
    const done = button.getAttribute("aria-pressed") !== "true";
    const other = button.dataset.other;
    button.dataset.other = button.getAttribute("formaction");
    button.setAttribute("formaction", other);
    button.setAttribute("aria-pressed", String(done));
    const item = button.closest("[data-done]");
    if (item) item.dataset.done = String(done);
    const bar = button.closest("section")?.querySelector("progress");
    if (!bar) return;
    bar.value += done ? 1 : -1;
    const words = bar.nextElementSibling; // « Fait : 2 sur 4 »
    words.textContent = words.textContent.replace(/\d+/, bar.value);
  };

  const sendPlainly = (form, button) => {
    form.action = button.formAction;
    form.submit();
  };

  const send = async (form, button) => {
    const answer = await fetch(button.formAction, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.status !== 204) return sendPlainly(form, button);
    swap(button);
    document.dispatchEvent(new Event("ecole:changed"));
  };

  const isTakenLater = (button) =>
    !button.dispatchEvent(new CustomEvent("ecole:missed", { bubbles: true, cancelable: true }));

  for (const form of document.querySelectorAll('[data-behaviour~="tick"]')) {
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (!button?.matches(".tick")) return; // the form serves other buttons too
      event.preventDefault();
      if (button.getAttribute("aria-busy")) return;
      // What waits is not overtaken: « Fait », then not, arrive in that order.
      if (button.dataset.waits && isTakenLater(button)) return;
      button.setAttribute("aria-busy", "true");
      await send(form, button).catch(() => isTakenLater(button) || sendPlainly(form, button));
      button.removeAttribute("aria-busy");
    });
  }
  document.addEventListener("ecole:swap", (event) => swap(event.target));
}

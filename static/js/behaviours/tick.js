// « Fait » without reloading. The server answers 204 to X-Requested-With: fetch;
// anything else, or no network, and the plain form is sent as if we were not here.
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
    bar.parentElement.querySelector("b").textContent = bar.value;
  };

  const sendPlainly = (form, button) => {
    form.action = button.formAction;
    form.submit();
  };

  for (const form of document.querySelectorAll('[data-behaviour~="tick"]')) {
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (!button) return;
      event.preventDefault();
      if (button.getAttribute("aria-busy")) return;
      button.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(button.formAction, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Requested-With": "fetch" },
        });
        if (answer.status === 204) swap(button);
        else sendPlainly(form, button);
      } catch {
        sendPlainly(form, button);
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }
}

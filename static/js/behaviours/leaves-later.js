// A short answer written without a network is kept, and leaves when it is back (offline.js).
{
  const SECONDS = 10;

  const isTaken = async (form, fields) => {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      signal: AbortSignal.timeout?.(SECONDS * 1000),
    });
    if (answer.status >= 500) throw new Error(answer.status);
    return answer.status === 204 || answer.type === "opaqueredirect";
  };

  const send = async (form) => {
    // One key for each text, whatever the age of the page: sent twice, it is stored once.
    form.elements.submission.value = crypto.randomUUID();
    const fields = [...new FormData(form)];
    form.setAttribute("aria-busy", "true");
    try {
      if (await isTaken(form, fields)) location.reload();
      else form.submit();
    } catch {
      later(form, fields);
      form.removeAttribute("aria-busy");
    }
  };

  const later = (form, fields) => {
    const key = form.elements.submission.value;
    const detail = {
      key,
      address: new URL(form.action).pathname,
      fields: fields.filter(([name]) => name !== "csrf_token"),
      words: form.querySelector("textarea").value,
    };
    const event = new CustomEvent("ecole:later", { cancelable: true, detail });
    if (document.dispatchEvent(event)) form.submit(); // nobody to keep it
    document.addEventListener("ecole:state", ({ detail: { outbox } }) => {
      if (outbox.some((entry) => entry.key === key)) form.reset();
    });
  };

  for (const form of document.querySelectorAll('[data-behaviour~="leaves-later"]')) {
    form.addEventListener("submit", (event) => {
      const hasFile = [...form.querySelectorAll("[type=file]")].some((input) => input.files.length);
      if (hasFile || !navigator.serviceWorker?.controller || !crypto.randomUUID) return;
      event.preventDefault();
      if (!form.getAttribute("aria-busy")) send(form);
    });
  }
}

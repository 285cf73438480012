// Words and files sent without a network are kept, and leave when it is back (offline.js).
{
  const SECONDS = 10;
  const SECONDS_A_MEGABYTE = 30; // a village's line is slow, not dead

  const fieldsOf = (form) => [...new FormData(form)].filter(([, value]) => value.size !== 0);
  const filesOf = (fields) => fields.map(([, value]) => value).filter((value) => value.name);

  const post = (form, fields) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    const weight = filesOf(fields).reduce((sum, { size }) => sum + size, 0);
    const seconds = SECONDS + (SECONDS_A_MEGABYTE * weight) / 1e6;
    return fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      signal: AbortSignal.timeout?.(seconds * 1000),
    });
  };

  const send = async (form) => {
    // One key for each text, whatever the age of the page: sent twice, it is stored once.
    form.elements.submission.value = crypto.randomUUID();
    const fields = fieldsOf(form);
    form.setAttribute("aria-busy", "true");
    const answer = await post(form, fields).catch(() => ({ status: 503 }));
    if (answer.status >= 500) {
      later(form, fields);
      form.removeAttribute("aria-busy");
    } else if (answer.status === 204) location.assign(answer.headers.get("Location"));
    else if (answer.type === "opaqueredirect") location.reload();
    else form.submit();
  };

  const later = (form, fields) => {
    const key = form.elements.submission.value;
    const names = filesOf(fields).map(({ name }) => name);
    const detail = {
      key,
      address: new URL(form.action).pathname,
      fields: fields.filter(([name]) => name !== "csrf_token"),
      words: form.querySelector("textarea").value || names.join(", "),
    };
    const event = new CustomEvent("ecole:later", { cancelable: true, detail });
    if (document.dispatchEvent(event)) form.submit(); // nobody to keep it
    document.addEventListener("ecole:state", ({ detail: { outbox } }) => {
      if (outbox.some((entry) => entry.key === key)) form.reset();
    });
  };

  for (const form of document.querySelectorAll('[data-behaviour~="leaves-later"]')) {
    form.addEventListener("submit", (event) => {
      if (!navigator.serviceWorker?.controller || !crypto.randomUUID) return;
      event.preventDefault();
      if (!form.getAttribute("aria-busy")) send(form);
    });
  }
}

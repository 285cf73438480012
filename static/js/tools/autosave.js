// What is typed in a form is kept by the school as one types, to be found again on any device
// (ecole/web/drafts.py). Never a file, a password nor a token.
{
  const PAUSE = 2000;
  const KEEPALIVE_MAX = 60000; // what a browser lets leave while a page closes

  const textOf = (form) => {
    const hidden = [...form.querySelectorAll("[type=password], [name=uploads]")].map(({ name }) => name);
    const fields = [...new FormData(form)];
    return new URLSearchParams(
      fields.filter(([name, text]) => typeof text === "string" && !hidden.includes(name)),
    ).toString();
  };

  const watch = (form) => {
    const page = new URL(form.getAttribute("action") || location.href, location.href).pathname;
    const address = `/brouillons?page=${encodeURIComponent(page)}`;
    const line = document.createElement("p");
    line.className = "draft__status";
    form.append(line);
    let [known, waits] = [textOf(form), 0];

    const keep = async () => {
      clearTimeout(waits);
      const text = textOf(form);
      if (text === known) return;
      known = text;
      const answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: text,
        redirect: "manual",
        keepalive: text.length < KEEPALIVE_MAX,
      });
      line.textContent = answer.ok ? await answer.text() : "";
    };

    const missed = () => {
      known = ""; // tried again with the next letter
      line.textContent = "";
    };

    form.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(() => keep().catch(missed), PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waits);
      known = textOf(form); // it leaves by itself
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") keep().catch(missed);
    });
  };

  for (const form of document.querySelectorAll('[data-behaviour~="autosave"]')) watch(form);
}

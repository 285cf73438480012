// The plan of the day, beside an instruction being written, follows its day, its time and for whom
// it is.
{
  const FIELDS = ["day_on", "duration_minutes", "for_whom", "is_optional"];

  const follow = async (form, box) => {
    const filled = new FormData(form);
    const address = new URL(box.dataset.dayPlan, location.href);
    for (const name of FIELDS) address.searchParams.set(name, filled.get(name) ?? "");
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-day-plan]");
    if (fresh) box.replaceChildren(...fresh.childNodes);
  };

  for (const box of document.querySelectorAll("[data-day-plan]")) {
    const form = box.closest("form");
    form.addEventListener("change", (event) => {
      // Without a network the plan stays as it was: it is only there to help.
      if (FIELDS.includes(event.target.name)) follow(form, box).catch(() => {});
    });
  }
}

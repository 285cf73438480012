// A « Fait » pressed without a network waits on the phone, shown as it will be once it has left.
{
  const who = document.documentElement.dataset.keep;
  const pathOf = (address) => new URL(address, location).pathname;

  document.addEventListener("ecole:missed", (event) => {
    const button = event.target;
    const address = pathOf(button.formAction);
    const detail = {
      address,
      fields: [],
      insteadOf: [address, pathOf(button.dataset.other)],
      words: button.getAttribute("aria-label"),
      isUndone: button.getAttribute("aria-pressed") === "true",
    };
    const later = new CustomEvent("ecole:later", { cancelable: true, detail });
    if (!document.dispatchEvent(later)) event.preventDefault();
  });

  document.addEventListener("ecole:state", ({ detail: { outbox } }) => {
    const mine = outbox.filter((entry) => entry.who === who && !entry.refused);
    const isWaiting = (address) => mine.some((entry) => entry.address === pathOf(address));
    for (const button of document.querySelectorAll("button[data-other]")) {
      if (isWaiting(button.formAction)) {
        button.dispatchEvent(new Event("ecole:swap", { bubbles: true }));
      }
      if (isWaiting(button.dataset.other)) button.dataset.waits = "true";
      else delete button.dataset.waits;
    }
  });
}

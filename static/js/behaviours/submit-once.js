// One press, one sending: the buttons rest while the form travels and wake when the page comes back.
{
  const resting = new Map();

  const rest = (form, pressed) => {
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      resting.set(button, [...button.childNodes]);
      button.disabled = true;
    }
    const shown = pressed ?? form.querySelector("button:disabled");
    shown?.replaceChildren(document.body.dataset.sending);
  };

  const wake = () => {
    for (const [button, words] of resting) {
      button.disabled = false;
      button.replaceChildren(...words);
    }
    resting.clear();
  };

  for (const form of document.querySelectorAll('[data-behaviour~="submit-once"]')) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      // A tick later: a disabled button would not send its own name and value.
      setTimeout(() => rest(form, event.submitter));
    });
  }
  addEventListener("pageshow", wake);
}

// A button to read the password while typing it.
{
  for (const input of document.querySelectorAll('[data-behaviour~="show-password"]')) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = input.parentElement.dataset.show;
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", input.parentElement.dataset.showLabel);
    input.after(button);

    const show = (visible) => {
      input.type = visible ? "text" : "password";
      button.setAttribute("aria-pressed", String(visible));
    };
    button.addEventListener("click", () => show(input.type === "password"));
    // Hidden again before it leaves, so that the browser does not remember it as plain text.
    input.form?.addEventListener("submit", () => show(false));
  }
}

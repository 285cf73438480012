// The page behind the square of the card: the secret is after the # and never leaves in an address.
// Asks the server whose card it is, greets, and waits for a press on « Entrer ».
{
  for (const form of document.querySelectorAll('[data-behaviour~="card-scan"]')) {
    const typing = document.querySelector("[data-without-scan]");
    const greeting = form.querySelector("[data-greeting]");
    const entrance = form.querySelector("[data-entrance]");

    const greet = async (token) => {
      const answer = await fetch(form.dataset.previewUrl, {
        method: "POST",
        body: new URLSearchParams({ token }),
        headers: {
          Accept: "application/json",
          "X-CSRFToken": form.querySelector("[name=csrf_token]").value,
        },
      });
      if (!answer.ok) throw new Error(answer.status);
      const card = await answer.json();
      if (!card.known) throw new Error("unknown card");
      return card.greeting;
    };

    const begin = async () => {
      const token = location.hash.slice(1);
      history.replaceState(null, "", location.pathname);
      if (!token) return;
      form.hidden = false;
      typing.hidden = true;
      form.elements.token.value = token;
      try {
        greeting.textContent = await greet(token);
        entrance.hidden = false;
      } catch {
        greeting.textContent = form.dataset.refusal;
        typing.hidden = false;
      }
    };
    begin();
    addEventListener("hashchange", begin); // a second card scanned in the same tab
  }
}

// A link to a page that asks a question asks it here, over the page. Anything that goes wrong,
// or an old browser, and the link is followed as if we were not here.
{
  const questionOf = async (address) => {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("main .card:has(form)");
  };

  const ask = (question, link) => {
    const dialog = document.createElement("dialog");
    const title = question.querySelector("h1");
    dialog.className = "dialog";
    title.id = "question";
    dialog.setAttribute("aria-labelledby", title.id);
    const form = question.querySelector("form");
    // An empty action means the question's own page, which is no longer the page of the form.
    if (!form.getAttribute("action")) form.action = link.href;
    for (const back of question.querySelectorAll("a")) {
      back.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close();
      });
    }
    dialog.append(document.adoptNode(question));
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  if (window.HTMLDialogElement) {
    for (const link of document.querySelectorAll('[data-behaviour~="dialog"]')) {
      link.addEventListener("click", async (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const question = await questionOf(link.href).catch(() => null);
        if (question) ask(question, link);
        else location.assign(link.href);
      });
    }
  }
}

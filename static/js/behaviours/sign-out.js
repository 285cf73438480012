// « Sortir » empties this phone first. What still waits to be sent is said before it is lost.
{
  const SECONDS = 2; // a worker that does not answer keeps nobody in
  const template = document.querySelector('template[data-behaviour~="sign-out"]');
  const question = template?.content.firstElementChild.cloneNode(true);
  const who = document.documentElement.dataset.keep;
  let isTied = false; // to a service worker, which keeps something
  let waits = false;

  const leave = (form) => {
    const submit = () => {
      clearTimeout(late);
      form.submit();
    };
    const late = setTimeout(submit, SECONDS * 1000);
    document.addEventListener("ecole:state", ({ detail }) => detail.isForgotten && submit());
    document.dispatchEvent(new CustomEvent("ecole:ask", { detail: { say: "forget" } }));
  };

  const begin = (form) => {
    form.addEventListener("submit", (event) => {
      if (!isTied) return;
      event.preventDefault();
      if (!waits || !question.showModal) return leave(form);
      question.onclose = () => question.returnValue === "out" && leave(form);
      question.returnValue = "";
      document.body.append(question);
      question.showModal();
    });
  };

  if (question) {
    document.addEventListener("ecole:state", ({ detail: { outbox } }) => {
      isTied = true;
      waits = outbox.some((entry) => entry.who === who);
    });
    document.querySelectorAll('form[action="/sortir"], [data-signs-out] form').forEach(begin);
  }
}

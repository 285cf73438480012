// The tie with the service worker (static/js/worker), for the family's own phone. Behaviours ask it
// with "ecole:ask" on the document, and hear what it keeps and what waits with "ecole:state".
{
  const { dataset, lang } = document.documentElement;
  const who = dataset.keep;
  const workers = navigator.serviceWorker;

  const tie = async () => {
    const found = who ? await workers.register("/service-worker.js") : await workers.getRegistration();
    if (!found) return;
    const { active } = await workers.ready;
    const ask = (message) => active.postMessage({ who, ...message });
    const send = () => ask({ say: "send" });
    const hello = { say: "hello", address: location.pathname, language: lang };
    let isOld = false; // the copy, since something was ticked

    const turn = () => {
      if (document.visibilityState === "visible") send();
      else if (isOld) ask({ ...hello, isOld });
      isOld = false;
    };

    workers.addEventListener("message", ({ data }) => {
      document.dispatchEvent(new CustomEvent("ecole:state", { detail: data }));
    });
    document.addEventListener("ecole:ask", ({ detail }) => ask(detail));
    document.addEventListener("ecole:later", (event) => {
      if (!who) return;
      event.preventDefault(); // taken: it leaves when the network is back
      ask({ say: "later", entry: { ...event.detail, who } });
    });
    document.addEventListener("ecole:changed", () => {
      isOld = true;
    });
    addEventListener("online", send);
    document.addEventListener("visibilitychange", turn);
    ask(hello);
  };

  // Where workers or storage are refused, pages work as they do without us.
  if (workers) tie().catch(() => {});
}

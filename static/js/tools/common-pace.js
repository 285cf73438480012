// When a common text asks the school: each second while somebody writes, each five when nobody does, not
// at all while hidden; ever more slowly while the network is away. One request at a time.
{
  const BUSY = 1000, IDLE = 5000, SOON = 300, AWAKE = 20000, LONGEST = 30000;

  // ask(): resolves true when the answer brought something; isLeaving(): whether a change waits here.
  const keepPace = ({ ask, isLeaving, missed }) => {
    let [timer, isAsking, isOver, failures, active] = [0, false, false, 0, Date.now()];

    const plan = (soon) => {
      clearTimeout(timer);
      if (isOver || (document.hidden && !isLeaving())) return;
      const pace = Date.now() - active < AWAKE ? BUSY : IDLE;
      timer = setTimeout(turn, failures ? Math.min(BUSY * 2 ** failures, LONGEST) : soon ?? pace);
    };
    const turn = async () => {
      if (isAsking || isOver) return;
      isAsking = true;
      try {
        if (await ask()) active = Date.now();
        failures = 0;
      } catch {
        failures += 1;
        missed();
      }
      isAsking = false;
      plan();
    };

    addEventListener("online", () => {
      failures = 0;
      turn();
    });
    document.addEventListener("visibilitychange", turn);
    plan(SOON);
    return {
      wake: () => {
        active = Date.now();
        if (!isAsking && !failures) plan(SOON);
        return !failures && !isOver; // whether all is well
      },
      stop: () => { isOver = true; },
    };
  };

  // With a change to send or not, the answer is the same: what was written since. whose: the token, and whose
  // hands write.
  const exchange = (address, base, leaving, whose) => {
    const options = { headers: { "X-Requested-With": "fetch" }, redirect: "manual", signal: AbortSignal.timeout?.(15000) };
    if (!leaving) return fetch(`${address}?base=${base}`, options);
    const body = new URLSearchParams({ ...leaving, operation: JSON.stringify(leaving.operation), ...whose });
    const keepalive = String(body).length < 60000; // what may still leave while a page closes
    return fetch(address, { ...options, method: "POST", body, keepalive });
  };

  document.addEventListener("ecole:common", ({ detail }) => Object.assign(detail, { exchange, keepPace }));
}

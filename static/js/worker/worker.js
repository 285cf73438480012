// The service worker: what it answers, and what pages may ask of it.
const PATIENCE = 6000; // a village's line is slow, not dead
const OUT_OF_ORDER = [502, 503, 504];

const wait = (time) => new Promise((done) => setTimeout(done, time));
const isPage = (answer) =>
  answer.status === 200 && answer.headers.get("Content-Type")?.startsWith("text/html");

const askSchool = async (event, address) => {
  const turn = ++turns;
  const answer = (await event.preloadResponse) ?? (await fetch(event.request));
  if (isPage(answer)) {
    const who = await noteWho(answer, address, turn);
    if (who && isKept(address)) event.waitUntil(keepPage(answer.clone(), address, who).catch(() => {}));
  }
  return answer;
};

const openPage = async (event) => {
  const { pathname, search } = new URL(event.request.url);
  const asked = askSchool(event, pathname + search);
  event.waitUntil(asked.catch(() => {}));
  const copy = await findCopy(pathname).catch(() => undefined);
  const answer = await Promise.race(copy ? [asked, wait(PATIENCE)] : [asked]).catch(() => null);
  if (answer && !(copy && OUT_OF_ORDER.includes(answer.status))) return answer;
  if (pathname === "/" && (await findCopy("/aujourdhui"))) return Response.redirect("/aujourdhui");
  return copy ? shown(copy) : offlinePage();
};

const state = async () => ({
  outbox: await waiting().catch(() => []),
  files: await keptFiles(),
  isEnded,
});

const tellPages = async (news = {}) => {
  const told = { ...(await state()), ...news };
  for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage(told);
};

const ANSWERS = {
  async hello({ address, language, who, isOld }) {
    await keepOfflinePage(language);
    if (!who || !isKept(address) || (!isOld && (await findCopy(address)))) return;
    const answer = await fetch(address, { cache: "no-store" });
    if (isPage(answer) && answer.headers.get(KEEP_FOR) === who) await keepPage(answer, address, who);
  },
  async keep(file) {
    return { file: file.address, outcome: await keepFile(file).catch(() => "failed") };
  },
  drop: ({ address }) => dropFile(address),
  async later({ entry }) {
    const failed = await addEntry(entry);
    if (failed) return { failed };
    await registration.sync?.register("sending").catch(() => {});
  },
  discard: ({ order }) => dropEntry(order),
  send: () => {},
  days: async () => ({ days: await keptDays() }),
  async forget() {
    await Promise.all([forgetAllBut(""), forgetOutbox()]);
    return { isForgotten: true };
  },
};

const answerPage = async (message) => {
  const answer = async () => ANSWERS[message.say](message);
  await tellPages(await answer().catch(() => ({ failed: message.say })));
  await send().catch(() => {});
  await tellPages();
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepOfflinePage(""));
});
addEventListener("activate", (event) => {
  event.waitUntil(
    Promise.all([registration.navigationPreload?.enable(), dropFormerAssets(), clients.claim()]),
  );
});
addEventListener("message", (event) => event.waitUntil(answerPage(event.data)));
addEventListener("sync", (event) => event.waitUntil(send().finally(() => tellPages())));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  if (method === "POST" && pathname === "/sortir") {
    event.respondWith(fetch(event.request).catch(offlinePage));
  }
  if (method !== "GET") return;
  if (FILE.test(pathname)) event.respondWith(openFile(event.request));
  else if (pathname.startsWith("/static/")) event.respondWith(openAsset(event.request));
  else if (mode === "navigate") event.respondWith(openPage(event));
});

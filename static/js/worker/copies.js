// Copies of pages: the days and the instructions that were read, each with the moment of the copy.
const PAGES = "pages";
const KEPT_PAGES = [
  /^\/aujourdhui$/,
  /^\/jour\/[\d-]+$/,
  /^\/e\/\w+\/consignes\/\w+(\/rendus\/\w+)?$/,
];
const PAGES_MAX = 60;
const DAYS_MAX = 30; // a phone that is not used for so long must sign in again
const COPIED_AT = "X-Copied-At";
const OFFLINE = "/hors-ligne";
// Of the way it travelled, or of the browser it was made for: false once it is on the shelf.
const LEFT_BEHIND = ["Content-Encoding", "Content-Length", "Vary", "Date"];

const isKept = (address) => KEPT_PAGES.some((shape) => shape.test(address));

const copyOf = (answer, body, more = {}) => {
  const headers = new Headers(answer.headers);
  for (const name of LEFT_BEHIND) headers.delete(name);
  for (const name in more) headers.set(name, more[name]);
  return new Response(body, { status: 200, headers });
};

const keepPage = async (answer, address, who) => {
  const text = await answer.text();
  const pages = await caches.open(shelf(PAGES, who));
  await pages.put(address, copyOf(answer, text, { [COPIED_AT]: new Date().toISOString() }));
  await keepAssetsOf(text);
  await boundPages(pages);
};

const boundPages = async (pages) => {
  const copies = [];
  for (const request of await pages.keys()) {
    copies.push({ request, at: (await pages.match(request)).headers.get(COPIED_AT) });
  }
  copies.sort((one, other) => (one.at < other.at ? 1 : -1));
  await Promise.all(copies.slice(PAGES_MAX).map(({ request }) => pages.delete(request)));
};

const findCopy = async (address) => {
  const [name] = await shelves(PAGES);
  const copy = name && (await (await caches.open(name)).match(address));
  const age = copy ? Date.now() - Date.parse(copy.headers.get(COPIED_AT)) : Infinity;
  return age < DAYS_MAX * 86_400_000 ? copy : undefined;
};

// The page says by itself that it is a copy, and of when (behaviours/copied-at.js).
const shown = async (copy) => {
  const at = copy.headers.get(COPIED_AT);
  return copyOf(copy, (await copy.text()).replace("<html", `<html data-copied-at="${at}"`));
};

const keptDays = async () => {
  const days = [];
  for (const name of await shelves(PAGES)) {
    const pages = await caches.open(name);
    for (const request of await pages.keys()) {
      const address = new URL(request.url).pathname;
      const page = await pages.match(request);
      const title = /<title>(.*?) – /.exec(await page.text());
      if (!address.startsWith("/e/") && title) {
        days.push({ address, title: title[1], at: page.headers.get(COPIED_AT) });
      }
    }
  }
  return days.sort((one, other) => (one.address < other.address ? -1 : 1));
};

const offlinePage = async () => (await caches.match(OFFLINE)) ?? Response.error();

const keepOfflinePage = async (language) => {
  const common = await caches.open(COMMON);
  const kept = await common.match(OFFLINE);
  if (kept && kept.headers.get("Content-Language") === language) return;
  const answer = await fetch(OFFLINE, { cache: "no-store" });
  if (!answer.ok) return;
  const text = await answer.text();
  await common.put(OFFLINE, copyOf(answer, text));
  await keepAssetsOf(text);
};

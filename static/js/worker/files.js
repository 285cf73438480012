// Documents, pictures, sounds and films chosen with « Garder sur ce téléphone »; whole, then given
// by pieces to the players that ask for pieces.
const FILES = "files";
const FILE = /^\/e\/\w+\/fichiers\//;
const BYTES_MAX = 200_000_000;
const SIZE = "X-Kept-Size";
const NAME = "X-Kept-Name";
const FROM = "X-Kept-From"; // the page that shows it

const keptFiles = async () => {
  const files = [];
  for (const name of await shelves(FILES)) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const { headers } = await kept.match(request);
      files.push({
        address: new URL(request.url).pathname,
        name: decodeURIComponent(headers.get(NAME)),
        page: headers.get(FROM),
        isPlayed: /^(audio|video)/.test(headers.get("Content-Type")),
        size: Number(headers.get(SIZE)),
      });
    }
  }
  return files;
};

const hasRoomFor = async (size) => {
  const used = (await keptFiles()).reduce((sum, file) => sum + file.size, 0);
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate()) ?? {};
  return used + size <= BYTES_MAX && usage + size <= quota;
};

// What became of it: "kept", "full" or "failed".
const keepFile = async ({ address, name, page, who }) => {
  const answer = await fetch(address, { cache: "no-store" });
  if (answer.status !== 200 || answer.redirected) return "failed";
  if (!(await hasRoomFor(Number(answer.headers.get("Content-Length"))))) {
    await answer.body.cancel();
    return "full";
  }
  try {
    const whole = await answer.blob();
    const marks = { [SIZE]: whole.size, [NAME]: encodeURIComponent(name), [FROM]: page };
    await (await caches.open(shelf(FILES, who))).put(address, copyOf(answer, whole, marks));
    return "kept";
  } catch (error) {
    return error.name === "QuotaExceededError" ? "full" : "failed";
  }
};

const dropFile = async (address) => {
  for (const name of await shelves(FILES)) await (await caches.open(name)).delete(address);
};

const openFile = async (request) => {
  const { pathname, search } = new URL(request.url);
  const [name] = await shelves(FILES);
  const kept = name && (await (await caches.open(name)).match(pathname));
  if (!kept) return fetch(request).catch(() => notThere(request));
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("Range"));
  if (range) return pieceOf(kept, range);
  const way = kept.headers.get("Content-Disposition");
  // « Télécharger » asks for the same bytes by another address.
  const asked = search ? way.replace(/^inline/, "attachment") : way;
  return copyOf(kept, kept.body, { "Content-Disposition": asked });
};

const notThere = (request) => (request.mode === "navigate" ? offlinePage() : Response.error());

const pieceOf = async (kept, [, from, to]) => {
  const whole = await kept.blob();
  const start = from ? Number(from) : Math.max(0, whole.size - Number(to));
  const end = from && to ? Math.min(Number(to) + 1, whole.size) : whole.size;
  const headers = new Headers(kept.headers);
  const isThere = start < end;
  headers.set("Content-Range", `bytes ${isThere ? `${start}-${end - 1}` : "*"}/${whole.size}`);
  const piece = isThere ? whole.slice(start, end, whole.type) : "";
  return new Response(piece, { status: isThere ? 206 : 416, headers });
};

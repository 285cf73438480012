// Whose copies these are. Each page of the school says for whom it may be kept (X-Keep-For); a shelf
// of copies bears that word in its name, and a page for somebody else, or for nobody, empties it.
const KEEP_FOR = "X-Keep-For";
const COMMON = "common"; // the page without network and the static files: nothing of anybody
const GOODBYE = "/au-revoir";
let turns = 0;
let lastSeen = 0;

const shelf = (kind, who) => `${kind} ${who}`;

const shelves = async (kind = "") =>
  (await caches.keys()).filter((name) => name !== COMMON && name.startsWith(kind));

const forgetAllBut = async (who) => {
  const others = (await shelves()).filter((name) => !who || !name.endsWith(` ${who}`));
  await Promise.all(others.map((name) => caches.delete(name)));
};

// A page that was asked for before another one says nothing of who is here now.
const noteWho = async (answer, address, turn) => {
  if (turn < lastSeen) return null;
  lastSeen = turn;
  const who = answer.headers.get(KEEP_FOR);
  await forgetAllBut(who);
  // Leaving empties all; a session that ended by itself keeps what was not sent for its writer.
  if (!who && address === GOODBYE) await forgetOutbox();
  return who;
};

// When the network is back, what waited leaves: in order, once each, and for its writer only.
const SENDER = "/hors-ligne/envoi";
const DOORS = ["/entrer", "/equipe"];
let isEnded = false; // the session: its writer must sign in before anything leaves
let sending = Promise.resolve();

// One sending at a time, in all the pages and in whichever worker.
const send = () => {
  const alone = () => navigator.locks?.request("sending", sendAll) ?? sendAll();
  sending = sending.catch(() => {}).then(alone);
  return sending;
};

const sendAll = async () => {
  const entries = (await allEntries()).filter((entry) => !entry.refused);
  if (entries.length === 0) return;
  const answer = await fetch(SENDER, { redirect: "manual", cache: "no-store" });
  isEnded = answer.type === "opaqueredirect";
  if (!answer.ok) return;
  const { shelf: who, csrf_token: token } = await answer.json();
  for (const entry of entries.filter((one) => one.who === who)) {
    if (!(await sendOne(entry, token))) break;
    await tellPages();
  }
};

// Whether the next one may leave.
const sendOne = async (entry, token) => {
  const body = new FormData();
  for (const [name, value] of [["csrf_token", token], ...entry.fields]) body.append(name, value);
  const headers = { "X-Requested-With": "fetch" };
  const answer = await fetch(entry.address, { method: "POST", headers, body });
  isEnded = answer.redirected && DOORS.includes(new URL(answer.url).pathname);
  const isLater = answer.status >= 500 || answer.status === 429;
  if (isEnded || isLater) return false;
  // A form that comes back, on its own page, was not taken.
  const isTaken = answer.status === 204 || (answer.ok && answer.redirected);
  if (isTaken) await dropEntry(entry.order);
  else await putEntry({ ...entry, refused: answer.status });
  return true;
};

// What was written without a network, with its files, in the order it was written, in a small base of
// the browser.
const OUTBOX_BYTES_MAX = 60_000_000;
const inBase = (mode, act) =>
  new Promise((done, fail) => {
    const opening = indexedDB.open("ecole", 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore("outbox", { keyPath: "order", autoIncrement: true });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const base = opening.result;
      // Strict: told that it waits, a parent may close the page and pull the battery out.
      const change = base.transaction("outbox", mode, { durability: "strict" });
      const asked = act(change.objectStore("outbox"));
      const end = (settle, value) => {
        base.close();
        settle(value);
      };
      change.oncomplete = () => end(done, asked.result);
      change.onabort = () => end(fail, change.error);
    };
  });

const allEntries = async () => {
  const since = Date.now() - DAYS_MAX * 86_400_000;
  const entries = await inBase("readonly", (base) => base.getAll());
  return entries.filter((entry) => entry.at > since);
};

const putEntry = (entry) => inBase("readwrite", (base) => base.put(entry));
const dropEntry = (order) => inBase("readwrite", (base) => base.delete(order));
const forgetOutbox = () => inBase("readwrite", (base) => base.clear()).catch(() => {});

// What waits, without what it holds: pages say it, they do not send it.
const waiting = async () => (await allEntries()).map(({ fields, ...said }) => said);

const bytesOf = ({ fields }) => fields.reduce((sum, [, value]) => sum + (value.size ?? value.length), 0);

const hasRoomToWait = async (entry) =>
  (await allEntries()).reduce((sum, one) => sum + bytesOf(one), bytesOf(entry)) <= OUTBOX_BYTES_MAX;

// An entry: who wrote it, its address and fields, the words that say it, and `insteadOf`: addresses
// whose entry it replaces (« Fait », then not). Returns "heavy" when there is no room for it.
const addEntry = async (entry) => {
  if (!(await hasRoomToWait(entry))) return "heavy";
  for (const former of await allEntries()) {
    if (former.who === entry.who && entry.insteadOf?.includes(former.address)) {
      await dropEntry(former.order);
    }
  }
  return putEntry({ ...entry, at: Date.now() }).then(
    () => "",
    (error) => (error?.name === "QuotaExceededError" ? "heavy" : "later"),
  );
};

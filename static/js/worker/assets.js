// Static files: their address says their version, so a copy is as good as the file.
const STATIC = /\/static\/[\w./-]+\.(?:css|js|svg)/g;

const keepAssetsOf = async (page) => {
  const common = await caches.open(COMMON);
  const asked = [...new Set(page.match(STATIC))];
  await Promise.all(
    asked.map(async (address) => {
      if (await common.match(address)) return;
      const answer = await fetch(address);
      if (answer.ok) await common.put(address, copyOf(answer, answer.body));
    }),
  );
};

const openAsset = async (request) => {
  const { pathname } = new URL(request.url);
  const kept = await caches.match(pathname);
  if (kept) return kept;
  const answer = await fetch(request).catch(() => Response.error());
  return answer.ok ? answer : ((await sameName(pathname)) ?? answer);
};

// A page kept before the school changed version: its style sheet of today rather than none.
const sameName = async (pathname) => {
  const common = await caches.open(COMMON);
  const last = (address) => address.split("/").at(-1);
  const twin = (await common.keys()).find(({ url }) => last(url) === last(pathname));
  return twin && common.match(twin);
};

const dropFormerAssets = async () => {
  const common = await caches.open(COMMON);
  const former = (await common.keys()).filter(
    ({ url }) => url.includes("/static/") && !url.includes(`/static/${VERSION}/`),
  );
  await Promise.all(former.map((request) => common.delete(request)));
};

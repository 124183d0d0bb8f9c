// Keeps what the page has loaded, so that it answers without a network the next time.
// Files of the runtime have their content in their names and never change; pages are asked anew.

const STORE = "symlin-ask";
const NEVER_CHANGES = /\/ask\/runtime\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const store = await caches.open(STORE);
  const there = await store.match(request);
  if (there && NEVER_CHANGES.test(request.url)) return there;
  try {
    const found = await fetch(request);
    if (found.ok && found.type === "basic") await store.put(request, found.clone());
    return found;
  } catch (error) {
    if (there) return there;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) {
    event.respondWith(kept(request));
  }
});

// Of a newer site the older runtime goes.
self.addEventListener("message", ({ data }) => {
  caches.open(STORE).then(async (store) => {
    for (const request of await store.keys()) {
      const name = new URL(request.url).pathname.split("/").pop();
      if (NEVER_CHANGES.test(request.url) && !data.includes(name)) store.delete(request);
    }
  });
});

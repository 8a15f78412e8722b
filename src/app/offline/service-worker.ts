/**
 * Keeps the whole page for use without a network, and adds the two headers of cross-origin isolation that threads need, since many static
 * hosts cannot: from the second visit on, every answer comes through here.
 *
 * A new version is fetched as a whole beside the old one and takes over when no tab shows the old one any more, so that a page never gets
 * parts of two versions. Every file is checked against what the build wrote: while a host has parts of two versions, nothing is kept.
 */

/** Written in by the build: a number that changes with the files, and of each its path below the page's folder and its SHA-256. */
declare const OFFLINE_VERSION: string;
declare const OFFLINE_FILES: readonly (readonly [path: string, integrity: string])[];

const scope = self as unknown as ServiceWorkerGlobalScope;
/** Of this copy alone: others may lie in other folders of the same host. */
const prefix = `galvani ${new URL(scope.registration.scope).pathname} `;
const current = prefix + OFFLINE_VERSION;
const files = OFFLINE_FILES;

const isolation: readonly (readonly [string, string])[] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

const addressOf = (path: string): string => new URL(path, scope.registration.scope).href;

scope.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

/** Fails where the host has not all files of this version yet, which the browser then tries again at a later visit. */
async function fill(): Promise<void> {
  const cache = await caches.open(current);
  // Past the browser's own cache: a host may serve old files for as long as their headers say.
  const requests = files.map(([path, integrity]) => new Request(addressOf(path), { cache: 'reload', integrity }));
  try {
    await cache.addAll(requests);
  } catch (failed) {
    await caches.delete(current);
    throw failed;
  }
}

scope.addEventListener('activate', (event) => {
  event.waitUntil(tidy());
});

async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== current) await caches.delete(name);
  await scope.clients.claim();
}

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.registration.scope)) return;
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(current);
  const kept = await cache.match(isFolder(request.url) ? addressOf('index.html') : request, { ignoreSearch: true });
  if (kept === undefined) return isolated(await fetch(request));
  // A page whose other files are gone would stay empty.
  if (request.mode === 'navigate' && !(await whole(cache))) return isolated(await fetch(request).catch(() => kept));
  return isolated(kept);
}

/** The folder itself, not what else lies below it, such as another copy of the page. */
const isFolder = (address: string): boolean => {
  const { origin, pathname } = new URL(address);
  return origin + pathname === scope.registration.scope;
};

async function whole(cache: Cache): Promise<boolean> {
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  return files.every(([path]) => kept.has(addressOf(path)));
}

function isolated(response: Response): Response {
  // What is opaque cannot be read, and so not be given headers.
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of isolation) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

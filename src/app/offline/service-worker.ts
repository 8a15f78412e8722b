/**
 * Keeps the whole page for use without a network, and adds the two headers of cross-origin isolation that threads need, since many static
 * hosts cannot: from the second visit on, every answer comes through here.
 *
 * A new version is fetched as a whole beside the old one and takes over when no tab shows the old one any more, so that a page never gets
 * parts of two versions.
 */

/** Written in by the build: a number that changes with the files, and their paths below the page's folder. */
declare const OFFLINE_VERSION: string;
declare const OFFLINE_FILES: readonly string[];

const scope = self as unknown as ServiceWorkerGlobalScope;
const prefix = 'galvani-';
const current = prefix + OFFLINE_VERSION;

const isolation: readonly (readonly [string, string])[] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

scope.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

async function fill(): Promise<void> {
  const cache = await caches.open(current);
  // Past the browser's own cache: a host may serve old files for as long as their headers say.
  const requests = OFFLINE_FILES.map(
    (path) => new Request(new URL(path, scope.registration.scope), { cache: 'reload' }),
  );
  await cache.addAll(requests);
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
  const kept =
    (await cache.match(request, { ignoreSearch: true })) ??
    // The folder itself, and whatever else somebody opens below it.
    (request.mode === 'navigate' ? await cache.match(new URL('index.html', scope.registration.scope)) : undefined);
  return isolated(kept ?? (await fetch(request)));
}

function isolated(response: Response): Response {
  // What is opaque cannot be read, and so not be given headers.
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of isolation) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

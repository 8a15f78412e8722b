/** What a static host needs: a content-security policy in the page itself, and a service worker that knows all files. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Everything from the page's own host, and nothing evaluated from text but WebAssembly. The reference backend makes functions from checked
 * programs in a worker, which has its own policy: none, unless the host sends one.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const serviceWorker = 'service-worker.js';

export function offline(): Plugin {
  let folder = '';
  let failed = false;
  return {
    name: 'galvani-offline',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
      if (config.build.outDir.startsWith(sep)) folder = config.build.outDir;
    },
    // The frame of the raster at rest has a policy of its own.
    transformIndexHtml: (_, { path }) =>
      path.endsWith('/index.html')
        ? [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
              injectTo: 'head-prepend',
            },
          ]
        : [],
    buildEnd(error) {
      failed = error !== undefined;
    },
    // The files of `public` are copied before this, those of workers are written with the others.
    closeBundle() {
      // Nothing was written, and the reason is told by the build itself.
      if (failed || !existsSync(join(folder, serviceWorker))) return;
      const files = list(folder)
        .map((path) => relative(folder, path).split(sep).join('/'))
        .filter((path) => path !== serviceWorker)
        .sort()
        .map((path) => [path, `sha256-${sha256(readFileSync(join(folder, path)))}`]);
      const place = join(folder, serviceWorker);
      const text = readFileSync(place, 'utf8').replaceAll('OFFLINE_FILES', JSON.stringify(files));
      // Another script is another version too: it may not touch what the one before keeps.
      writeFileSync(place, text.replaceAll('OFFLINE_VERSION', JSON.stringify(sha256(text).slice(0, 16))));
    },
  };
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('base64');

function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}

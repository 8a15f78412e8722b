/** Links of a site's pages that lead to no file, or to no place within one. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/** `wanted`: whether the links of the page of this path are looked at. */
export function deadLinks(folder, wanted = () => true) {
  const paths = readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.html') && wanted(path));
  const texts = new Map();
  const textOf = (path) => {
    if (!texts.has(path)) texts.set(path, readFileSync(join(folder, path), 'utf8'));
    return texts.get(path);
  };
  const dead = [];
  for (const path of paths)
    for (const [, , href] of textOf(path).matchAll(
      /<(a|link|script|img|galvani-run)\b[^>]*? (?:href|src)="([^"]+)"/g,
    )) {
      if (/^(?:[a-z]+:|#network)/.test(href)) continue;
      const [file, hash] = href.replaceAll('&amp;', '&').split('#');
      let target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file.split('?')[0]));
      if (existsSync(join(folder, target)) && statSync(join(folder, target)).isDirectory())
        target = posix.join(target, 'index.html');
      if (!existsSync(join(folder, target))) dead.push(`${path}: ${href}`);
      // What an application makes of its fragment is its own.
      else if (hash && target.endsWith('.html') && wanted(target) && !textOf(target).includes(`id="${hash}"`))
        dead.push(`${path}: ${href}`);
    }
  return dead;
}

/** Versions of the site, each in a folder of its number; the newest in `latest` too, and an index of them above. */
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NUMBER = /^(\d+)\.(\d+)\.(\d+)$/;

/** Folders of versions, the newest first. */
export function versionsIn(home) {
  const numbers = (version) => NUMBER.exec(version).slice(1).map(Number);
  return readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && NUMBER.test(entry.name))
    .map(({ name }) => name)
    .sort((a, b) => {
      const [x, y] = [numbers(a), numbers(b)];
      const k = x.findIndex((n, i) => n !== y[i]);
      return k < 0 ? 0 : y[k] - x[k];
    });
}

const page = (title, head, body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="latest/icon.svg">
<link rel="stylesheet" href="latest/site.css">
${head}</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** Makes `latest` and the index agree with the folders. Those of other versions are left as they are. */
export function writeVersions(home) {
  const versions = versionsIn(home);
  const [newest] = versions;
  rmSync(join(home, 'latest'), { recursive: true, force: true });
  cpSync(join(home, newest), join(home, 'latest'), { recursive: true });
  // Pages of older versions tell by this that there is a newer one.
  writeFileSync(join(home, 'versions.js'), `globalThis.galvaniVersions = ${JSON.stringify(versions)};\n`);
  const line = (version) =>
    `<li><a href="${version}/index.html">${version}</a>${version === newest ? ' (<a href="latest/index.html">latest</a>)' : ''}</li>`;
  writeFileSync(
    join(home, 'versions.html'),
    page('Versions of Galvani', '', `<h1>Versions of Galvani</h1>\n<ul>${versions.map(line).join('')}</ul>`),
  );
  writeFileSync(
    join(home, 'index.html'),
    page(
      'Galvani',
      '<meta http-equiv="refresh" content="0; url=latest/index.html">\n',
      '<p><a href="latest/index.html">Galvani</a>, and <a href="versions.html">its other versions</a>.</p>',
    ),
  );
}

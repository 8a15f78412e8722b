/** Makes the wheel of the Python package in python/dist from what `npm run build:node` built. The same commit gives the same bytes. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environment, newestPython } from './environment.mjs';
import { wheelFile } from './wheel-file.mjs';

const folder = import.meta.dirname;
const root = join(folder, '..');
for (const built of ['dist/node/cli.js', 'dist/node/THIRD-PARTY.txt', 'dist/widget/galvani-widget.js'])
  if (!existsSync(join(root, built))) throw new Error(`${built} is not there; 'npm run python:wheel' builds it first.`);

const python = environment('build', ['hatchling==1.33.0'], newestPython());
rmSync(join(folder, 'dist'), { recursive: true, force: true });
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
try {
  execFileSync(python, ['-m', 'hatchling', 'build', '--target', 'wheel'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
} finally {
  rmSync(join(folder, 'LICENSE'));
}
console.log(relative(process.cwd(), wheelFile()));

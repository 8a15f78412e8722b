/** The examples of the SONATA format that lie among the golden files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'fflate';
import type { OpenFile } from '../src/document/index.ts';

/** Their folder, from the root of the repository. */
export const golden = 'test/golden/sonata';

/** Files that are large lie there gzipped. */
export const open: OpenFile = (path) => {
  if (existsSync(path)) return readFileSync(path);
  return existsSync(`${path}.gz`) ? gunzipSync(readFileSync(`${path}.gz`)) : undefined;
};

/** Paths of all files below a folder, the gzipped ones by the names that their configuration has. */
export const below = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? below(path) : [path.replace(/\.gz$/, '')];
  });

/** Puts all of them, as they are and not gzipped, into a folder. */
export function unpackInto(folder: string): void {
  for (const path of below(golden)) {
    const to = join(folder, relative(golden, path));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, open(path)!);
  }
}

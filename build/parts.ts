/** Parts of the library that the package exports, and the sources that they are built from. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const manifest = JSON.parse(readFileSync(join(dirname(import.meta.dirname), 'package.json'), 'utf8')) as {
  exports: Readonly<Record<string, string | { readonly types: string; readonly browser?: string }>>;
};

/** Name → file, `cells` → `src/cells/index.ts`: for the inputs of a build. The element has a build of its own. */
export const parts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(manifest.exports).flatMap((part) =>
    typeof part === 'string' || part.browser === undefined
      ? []
      : [[basename(part.browser, '.js'), part.types.replace('./dist/types', 'src').replace('.d.ts', '.ts')]],
  ),
);

/**
 * Copyright notices of everything that is in a build, in one file beside it: of the packages that its modules come from and of those that
 * they depend on (some packages carry theirs within them), notices that stand in the code of a package, and texts of our own choice.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const noticesFile = 'THIRD-PARTY.txt';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly folder: string;
  readonly dependencies: readonly string[];
}

interface Notice {
  readonly title: string;
  readonly text: string;
}

/** Terms that notices in code name without giving them. */
const terms: readonly Notice[] = [
  {
    title: 'ISC License',
    text: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the
above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
  },
  {
    title: 'BSD 2-Clause License',
    text: `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are
met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the
   documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED
TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO,
PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF
LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`,
  },
];

/**
 * Two plugins: the first for the build, the second for those of its workers, whose modules it adds. `own`: titles and files of further
 * notices. The build fails where a package has no license file.
 */
export function notices(
  own: readonly { readonly title: string; readonly file: string }[] = [],
): [Plugin, () => Plugin[]] {
  const modules = new Set<string>();
  const note: Plugin['generateBundle'] = (_, bundle) => {
    for (const output of Object.values(bundle))
      if (output.type === 'chunk')
        for (const id of output.moduleIds) if (!id.startsWith('\0') && id.includes('/node_modules/')) modules.add(id);
  };
  const collector: Plugin = { name: 'galvani-notices-of-workers', generateBundle: note };
  const emitter: Plugin = {
    name: 'galvani-notices',
    apply: 'build',
    // After the workers, which are built as they are met.
    generateBundle(options, bundle, isWrite) {
      (note as (...all: unknown[]) => void).call(this, options, bundle, isWrite);
      const list = [
        ...packagesOf(modules).map(noticeOf),
        ...inCode(modules),
        ...own.map(({ title, file }) => ({ title, text: readFileSync(file, 'utf8') })),
      ];
      const line = '-'.repeat(80);
      const source = list.map(({ title, text }) => `${line}\n${title}\n${line}\n\n${text.trim()}\n`).join('\n');
      this.emitFile({
        type: 'asset',
        fileName: noticesFile,
        source: `This folder holds works of others, under these terms.\n\n${source}`,
      });
    },
  };
  return [emitter, () => [collector]];
}

/** The packages of these modules and, since some hold copies of them, all that they depend on; by name. */
function packagesOf(modules: Iterable<string>): Package[] {
  const found = new Map<string, Package>();
  const add = (own: Package): void => {
    if (found.has(own.folder)) return;
    found.set(own.folder, own);
    for (const name of own.dependencies) {
      const folder = resolved(name, own.folder);
      if (folder !== undefined) add(packageAt(folder));
    }
  };
  for (const id of modules) add(packageAt(folderOf(id)));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The folder of a module's package: the first part below the last `node_modules`, or the first two where it has a scope. */
function folderOf(id: string): string {
  const at = id.lastIndexOf('/node_modules/') + '/node_modules/'.length;
  const [first = '', second = ''] = id.slice(at).split('/');
  return id.slice(0, at) + (first.startsWith('@') ? `${first}/${second}` : first);
}

function packageAt(folder: string): Package {
  const {
    name,
    version,
    license = '',
    dependencies = {},
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
    dependencies?: Readonly<Record<string, string>>;
  };
  return { name, version, license, folder, dependencies: Object.keys(dependencies) };
}

/** As Node looks for a package; undefined where it is not installed. */
function resolved(name: string, from: string): string | undefined {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return place;
  }
  return undefined;
}

function noticeOf({ name, version, license, folder }: Package): Notice {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (file === undefined)
    throw new Error(`The package ${name} is in the build, but has no license file to go with it.`);
  return { title: `${name} ${version} (${license})`, text: readFileSync(join(folder, file), 'utf8') };
}

/** Comments in the code of packages that say whose it is: parts that a package took from elsewhere. */
function inCode(modules: Iterable<string>): Notice[] {
  const found = new Map<string, Set<string>>();
  for (const id of modules) {
    const file = id.replace(/\?.*$/, '');
    if (!/\.[cm]?js$/.test(file)) continue;
    for (const [comment] of readFileSync(file, 'utf8').matchAll(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gm))
      if (/@license|copyright/i.test(comment)) {
        const { name } = packageAt(folderOf(id));
        found.set(name, (found.get(name) ?? new Set()).add(comment.replace(/^[ \t]+/gm, ' ').trim()));
      }
  }
  const parts = [...found].map(([name, comments]) => ({
    title: `In the code of ${name}`,
    text: [...comments].join('\n\n'),
  }));
  return parts.length === 0 ? [] : [...parts, ...terms];
}

/** What the library says of its parts: doc comments, parameters, names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What stands in a source before a function: its doc comment as plain text; and the file's own. */
export function docOf(folder, name) {
  for (const file of readdirSync(join(root, folder)).filter((f) => f.endsWith('.ts'))) {
    const text = readFileSync(join(root, folder, file), 'utf8');
    const at = text.search(new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm'));
    if (at < 0) continue;
    const before = text.slice(0, at);
    const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before)?.[1] ?? '';
    const head = /^\/\*\*((?:(?!\*\/)[\s\S])*)\*\//.exec(text)?.[1] ?? '';
    const plain = (c) =>
      c
        .replace(/^\s*\* ?/gm, '')
        .replace(/\s+/g, ' ')
        .trim();
    return { own: plain(comment), head: plain(head), text };
  }
  throw new Error(`The source of ${name} was not found in ${folder}.`);
}

/** Options of a function by the doc comments of their interface. */
export const optionsIn = (text) =>
  [...text.matchAll(/\/\*\* (.+?) \*\/\s*readonly (\w+)\??:/g)].map(([, what, name]) => ({ name, value: '', what }));

export const parametersOf = (parameters) =>
  Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value: String(value) }));

export const titleOf = (name) =>
  name
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .replace('stdp', 'STDP')
    .replace('nmda', 'NMDA');

/** `count` numbers from `from` to `to`, at equal distances. */
export const range = (from, to, count) =>
  Float64Array.from({ length: count }, (_, k) => from + (k / (count - 1)) * (to - from));

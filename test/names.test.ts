/** One name for one thing: a type that is exported is declared in one file, so that its name alone says which one is meant. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const src = new URL('../src/', import.meta.url);

test('no two exported types have one name', () => {
  const places = new Map<string, string[]>();
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    const text = readFileSync(new URL(file, src), 'utf8');
    for (const [, name] of text.matchAll(/^export (?:abstract )?(?:type|interface|class) (\w+)/gm))
      places.set(name!, [...(places.get(name!) ?? []), file]);
  }
  // It found them.
  expect(places.get('Simulation')).toEqual(['simulate/types.ts']);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});

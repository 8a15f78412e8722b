/** Every example of the README and the docs runs as it stands and prints what it says. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `docs/${f}`),
];

interface Example {
  readonly line: number;
  readonly code: string;
  /** What it prints, where the text says so in a block right below. */
  readonly prints: string | undefined;
}

function examplesOf(text: string): Example[] {
  return [...text.matchAll(/^```js\n(.*?)^```\n(?:\n```text\n(.*?)^```)?/gms)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    code: match[1]!,
    prints: match[2],
  }));
}

/** Runs a module in the project's folder, where 'galvani' is the built package itself. */
const run = (code: string) =>
  new Promise<{ out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', code], { cwd: root }, (_error, out, err) =>
      resolve({ out, err }),
    );
  });

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  for (const { line, code, prints } of examplesOf(text))
    it(`line ${line} runs`, async () => {
      const { out, err } = await run(code);
      expect(err).toBe('');
      if (prints !== undefined) expect(out).toBe(prints);
      else expect(out).not.toBe('');
    });

  it('links to files that are there', () => {
    const folder = join(root, file, '..');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1]!);
    for (const link of links) expect(() => readFileSync(join(folder, link)), link).not.toThrow();
  });
});

it('finds the examples', () => {
  const count = files.reduce((n, f) => n + examplesOf(readFileSync(join(root, f), 'utf8')).length, 0);
  expect(count).toBeGreaterThanOrEqual(8);
});

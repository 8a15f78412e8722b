/** The dark scheme sets colours and nothing else: what fits in the light fits in the dark. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('nothing but colours depends on the scheme', () => {
  const root = new URL('../../src/', import.meta.url);
  const text = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(new URL(name, root), 'utf8'))
    .join('\n');
  const blocks = [...text.matchAll(/@media \(prefers-color-scheme: dark\) \{\s*:root \{([^{}]*)\}\s*\}/g)];
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.length).toBe(text.split('prefers-color-scheme').length - 1);
  const lines = blocks.flatMap(([, inside]) =>
    inside!
      .split(';')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^--[\w-]+: #[0-9a-f]{6}$/);
});

/** The library for Node gives notice of what is of others in it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imported, unnoticed } from './notices.ts';

test('every package that is bundled has its notice', () => {
  expect(imported(['src'], ['src/app', 'src/element', 'src/widget'])).toEqual(['fflate', 'yaml']);
  expect(
    unnoticed(join(import.meta.dirname, '../dist/node'), ['src'], ['src/app', 'src/element', 'src/widget']),
  ).toEqual([]);
});

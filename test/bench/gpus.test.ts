/** The machines that are told of: each file is one that the Bench room reads, and the table is theirs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTable } from '../../bench/gpus/table.mjs';
import { readResults } from '../../src/export/benchmark/results.ts';

const folder = join(import.meta.dirname, '../../bench/gpus');

test('every file is read as results, and the table has them', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(file).toMatch(/^[a-z0-9-]+\.json$/);
    expect(readResults(readFileSync(join(folder, file), 'utf8'), file).rows.length).toBeGreaterThan(0);
  }
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(withTable());
});

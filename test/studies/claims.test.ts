/** Claims of texts, judged without a page. The verdicts of all stories are held in test/stories. */
import { expect, test } from 'vitest';
import { claimsStudy } from '../../src/studies/index.ts';

test('every claim of the leaky cell is judged, with its numbers and curves', async () => {
  const ids: string[] = [];
  const sections = await claimsStudy.run({ story: 'lif' }, { onPart: ({ id }) => ids.push(id) });
  expect(sections.map(({ id }) => id)).toEqual(ids);
  expect(claimsStudy.facts(sections)).toMatchObject({ 'bucket.tau': 0.5, 'fire.interval': 1, 'adaptation.phasic': 0 });
  const tables = claimsStudy.tables(sections);
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['bucket', 'bucket_formula', 'noise_steep']));
  for (const { name, columns } of tables)
    expect(new Set(columns.map(({ values }) => values.length)).size, name).toBe(1);
});

test('a story that is not there is refused', async () => {
  await expect(claimsStudy.run({ story: 'ei' })).rejects.toThrow(
    "story is 'ei'. Allowed are lif, integrators, ei-network, column.",
  );
});

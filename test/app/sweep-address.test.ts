/** Sweeps in links: what one holds is read back, and what the room does not take is told. */
import { expect, test } from 'vitest';
import { admit } from '../../src/app/own/registry.ts';
import { readAddress, writeAddress } from '../../src/app/run/sweep-address.ts';
import { planFor, pointsOf, presetOrFirst } from '../../src/presets/sweeps/plan.ts';

test('a link brings the sweep that it was written of', () => {
  const standard = planFor(presetOrFirst('ei-tutorial'));
  const plan = { ...standard, x: { ...standard.x, from: 10, count: 3 }, seeds: 2, duration: 60, transient: 20 };
  expect(readAddress(writeAddress(plan))).toEqual({ plan, look: { show: 'maps', of: '' }, refused: [] });
  const look = { show: 'table', of: 'I' } as const;
  expect(writeAddress(plan, look)).toBe(`${writeAddress(plan)}&show=table&of=I`);
  expect(readAddress(writeAddress(plan, look))).toEqual({ plan, look, refused: [] });
  const broken = readAddress('#sweep?preset=ei-tutorial&show=pie&of=%07&seed=3');
  expect(broken.plan).toEqual({ ...standard, seed: 3 });
  expect(broken.refused).toEqual([
    "In the link, 'pie' was refused: there are maps, table.",
    "In the link, '\x07' was refused: it names no population.",
  ]);
});

test('more networks than are taken are refused, and the sweep of the preset stands in their place', () => {
  const { plan, refused } = readAddress('#sweep?preset=ei-tutorial&x=w_i:0:134:64&y=w_e:0:10:64&seed=3');
  expect(refused.join()).toContain('4096 networks; at most 1024 are taken');
  expect(pointsOf(plan, presetOrFirst(plan.preset))).toHaveLength(25);
  expect(plan.seed).toBe(3);
});

const own = (more: object) =>
  JSON.stringify({
    galvani: 1,
    title: 'Two rates',
    parameters: { I: { value: '1.5', range: ['0', '4'] }, n: 3 },
    models: { lif: { equations: 'dv/dt = (I - v)/(10 ms) : 1', threshold: 'v > 1', reset: 'v = 0' } },
    populations: { cells: { model: 'lif', size: 'n' } },
    run: { duration: '100 ms' },
    ...more,
  });

test('a network of the visitor’s own is swept over its own parameters, by a link that holds it', async () => {
  const document = own({});
  const { preset, token } = await admit(document);
  const standard = planFor(preset, document);
  expect(standard).toMatchObject({ document, x: { name: 'I' }, values: { I: 1.5, n: 3 }, duration: 100 });
  const plan = { ...standard, x: { ...standard.x, from: 1, to: 3, count: 3 }, seeds: 2 };
  const address = writeAddress(plan);
  expect(address).toContain(`doc=${token}`);
  expect(readAddress(address)).toEqual({ plan, look: { show: 'maps', of: '' }, refused: [] });
  expect(pointsOf(plan, preset).map(({ values }) => values)).toEqual([1, 2, 3].map((I) => ({ I, n: 3 })));
});

test('what a sweep leaves out of a document is told, and what has nothing to vary is refused', async () => {
  const acting = await admit(own({ do: [{ at: '10 ms', set: { I: '2' } }] }));
  const { plan, refused } = readAddress(`#sweep?doc=${acting.token}`);
  expect(plan.document).toBe(acting.experiment.document);
  expect(refused.join()).toMatch(/does while it runs \(do\) is left out/);
  const fixed = await admit(
    own({
      parameters: {},
      models: { lif: { equations: 'dv/dt = -v/(10 ms) : 1' } },
      populations: { cells: { model: 'lif', size: 3 } },
    }),
  );
  const other = readAddress(`#sweep?doc=${fixed.token}`);
  expect(other.plan.document).toBeUndefined();
  expect(other.refused.join()).toMatch(/'Two rates' has no parameters to sweep/);
});

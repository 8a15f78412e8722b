/** Documents that say what was changed of their networks. */
import { expect, test } from 'vitest';
import { amended, build, type ExperimentDocument } from '../../src/document/index.ts';

const given = {
  galvani: 1,
  title: 'two weights',
  parameters: { w: { value: '6 nS', label: 'weight', range: ['0 nS', '60 nS'] }, n: 20, p: 0.5 },
  models: {
    cell: {
      equations: 'dv/dt = (-v + g*(mV/nS))/(10 ms) : mV\ndg/dt = -g/(5 ms) : nS',
      threshold: 'v > 5 mV',
      reset: 'v = 0 mV',
    },
  },
  populations: { cells: { model: 'cell', size: 'n', initial: { v: '1 mV' } } },
  projections: [{ from: 'cells', to: 'cells', connect: { fixedProbability: 'p' }, onSpike: 'g += w' }],
  run: { duration: '10 ms', dt: '0.1 ms', seed: 3 },
} as unknown as ExperimentDocument;

const set = { w: { value: 7.5, unit: 'nS' }, n: { value: 24, unit: '' } };
const run = { duration: '20 ms', dt: '0.1 ms' };

test('values and the run are changed, all other words stay', () => {
  const { network } = build(given, { set, seed: 5 });
  const after = amended(given, network, { set, run, interventions: [], remodelled: false });
  expect(after).toEqual({
    ...given,
    parameters: { w: { value: '7.5 nS', label: 'weight', range: ['0 nS', '60 nS'] }, n: 24, p: 0.5 },
    run: { ...run, seed: 5 },
  });
  const again = build(after).network;
  expect(again.populations[0]!.size).toBe(24);
  expect(again.projections[0]!.parameters[0]!.value).toBe(7.5);
});

test('what is done while it runs is added', () => {
  const { network } = build(given, { seed: 3 });
  const interventions = [{ kind: 'set', at: '5 ms', name: 'w', value: '0 nS' }] as const;
  const after = amended(given, network, { set: {}, run, interventions, remodelled: false });
  expect(after.do).toEqual([{ at: '5 ms', set: { w: '0 nS' } }]);
  expect(after.models).toEqual(given.models);
});

test('where models are not its own the network is told anew, with the parameters that still stand', () => {
  const { network } = build(given, { seed: 3 });
  const { description } = build(given).network.populations[0]!.blueprint.model(0.1);
  const other = network.remodelled(() => ({ description: { ...description, threshold: 'v > 7 mV' } }));
  const after = amended(given, other, { set: {}, run, interventions: [], remodelled: true });
  expect(JSON.stringify(after.models)).toContain('v > 7 mV');
  expect(Object.keys(after.parameters ?? {})).toEqual(['w']);
});

/** Experiments from documents, and documents of experiments. */
import { expect, test } from 'vitest';
import { build, type ExperimentDocument } from '../../src/document/index.ts';
import { documentFrom, type Experiment, planOf } from '../../src/live/index.ts';
import { presetByName } from '../../src/presets/index.ts';
import { documentPreset } from '../../src/presets/of-document.ts';

const given = (acts: readonly unknown[]): ExperimentDocument =>
  ({
    galvani: 1,
    parameters: { w: '0.3 uS' },
    models: {
      cell: { equations: 'dv/dt = -v/(10 ms) : mV\ndg/dt = -g/(5 ms) : nS', threshold: 'v > 5 mV', reset: '' },
    },
    populations: { cells: { model: 'cell', size: 20 } },
    projections: [{ from: 'cells', to: 'cells', connect: { fixedProbability: 0.5 }, onSpike: 'g += w' }],
    run: { duration: '10 ms', dt: '0.1 ms' },
    do: acts,
  }) as unknown as ExperimentDocument;

const experiment: Experiment = {
  preset: 'own',
  models: {},
  values: { w: 0.45 },
  seed: 4,
  dt: 0.1,
  duration: 10,
  integrator: '',
  backend: 'best',
  connectivity: 'stored',
};

function planned(...acts: readonly unknown[]) {
  const document = given(acts);
  const built = build(document);
  return planOf(document, built, documentPreset(document, built));
}

test('what is set is in the unit of the parameter, at its step', () => {
  expect(
    planned({ at: '5 ms', set: { w: '50 nS' } }, { at: '2 ms', kick: { cells: '0-1', amplitude: '3 mV' } }),
  ).toEqual([
    { step: 20, action: expect.objectContaining({ kind: 'kick' }) },
    { step: 50, action: { kind: 'set', name: 'w', value: { value: 0.05, unit: 'uS' } } },
  ]);
});

test('what is no parameter of the document is refused by name', () => {
  expect(() => planned({ at: '5 ms', set: { w: '50 nS' }, population: 'cells' })).toThrow(
    "At 5 ms the document sets 'w' of cells. The page sets parameters of the document only",
  );
});

test('a document with another value and another seed builds the network that ran', () => {
  const document = given([]);
  const preset = documentPreset(document, build(document));
  const after = documentFrom(preset, { ...experiment, document: JSON.stringify(document) });
  expect(after.parameters).toEqual({ w: '0.45 uS' });
  expect(after.models).toEqual(document.models);
  const { network } = build(after);
  expect([network.seed, network.projections[0]!.parameters[0]!.value]).toEqual([4, 450]);
});

test('a preset becomes a document, with what was done to it', () => {
  const preset = presetByName('lif');
  const values = Object.fromEntries(preset.parameters.map((p) => [p.name, p.value]));
  const begun = { ...experiment, preset: 'lif', values: { ...values, I: 300 }, integrator: 'exact' };
  const after = documentFrom(preset, begun, [{ kind: 'set', at: '5 ms', name: 'I', value: '0.4 nA' }]);
  expect(after.parameters).toMatchObject({ I: { value: '300 pA' } });
  expect(after.run).toMatchObject({ duration: '10 ms', dt: '0.1 ms', integrator: 'exact', seed: 4 });
  expect(after.do).toEqual([{ at: '5 ms', set: { I: '0.4 nA' } }]);
});

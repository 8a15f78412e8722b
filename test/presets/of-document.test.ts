/** Documents as presets. */
import { expect, test } from 'vitest';
import { build, type ExperimentDocument } from '../../src/document/index.ts';
import { UserError } from '../../src/index.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';
import { documentPreset } from '../../src/presets/of-document.ts';

const presetOf = (document: ExperimentDocument) => documentPreset(document, build(document));

const given = {
  galvani: 1,
  title: 'Häuser & Höfe',
  description: 'Two weights.',
  parameters: {
    w: { value: '0.3 uS', label: 'weight', range: ['0 nS', 2], logarithmic: true },
    rate: '20 Hz',
    low: -4,
    n: 20,
  },
  models: {
    cell: { equations: 'dv/dt = -v/(10 ms) : mV\ndg/dt = -g/(5 ms) : nS', threshold: 'v > low*mV', reset: 'v = 0 mV' },
  },
  populations: { cells: { model: 'cell', size: 'n' }, drive: { poisson: { rate: 'rate' }, size: '2*n' } },
  projections: [{ from: 'drive', to: 'cells', connect: { fixedProbability: 0.5 }, onSpike: 'g += w' }],
  run: { duration: '0.1 s', dt: '0.1 ms' },
} as unknown as ExperimentDocument;

test('parameters, times and words are those of the document', () => {
  const { build: _, ...facts } = presetOf(given);
  expect(facts).toMatchObject({ name: 'h-user-h-fe', title: 'Häuser & Höfe', summary: 'Two weights.' });
  expect(facts).toMatchObject({ duration: 100, dt: 0.1, integrator: '', variables: ['v'] });
  expect(facts.parameters).toEqual([
    { name: 'w', label: 'weight', unit: 'uS', value: 0.3, range: [0, 2], logarithmic: true, acts: 'live' },
    { name: 'rate', label: '', unit: 'Hz', value: 20, range: [0, 200], acts: 'rebuild' },
    { name: 'low', label: '', unit: '', value: -4, range: [-40, 0], acts: 'live' },
    { name: 'n', label: '', unit: '', value: 20, range: [0, 200], whole: true, acts: 'rebuild' },
  ]);
});

test('values in internal units reach the network, whatever the unit of the parameter', () => {
  const preset = presetOf(given);
  const network = preset.build({ w: 450, rate: 0.04, low: -4, n: 30 }, 7);
  expect(network.seed).toBe(7);
  expect(network.populations.map((p) => p.size)).toEqual([30, 60]);
  expect(network.projections[0]!.parameters[0]).toMatchObject({ name: 'w', value: 450, unit: 'uS' });
  expect(network.populations[1]!.blueprint.given).toMatchObject({ kind: 'poisson', options: { rate: '40 Hz' } });
  expect(() => preset.build({ w: 450, rate: 0.04, low: -4 }, 7)).toThrow(UserError);
  expect(() => preset.build({ w: 3000, rate: 0.04, low: -4, n: 30 }, 7)).toThrow(
    'w is 3 uS; it must lie between 0 and 2 uS.',
  );
});

test.each(pointPresets.filter((p) => !/brunel|microcircuit/.test(p.name)).map((p) => p.name))(
  '%s: preset → network → document → preset → network, with other values of what acts while it runs',
  (name) => {
    const preset = presetByName(name);
    const live = preset.parameters.filter((p) => p.acts === 'live');
    const small = Object.fromEntries(
      preset.parameters
        .filter((p) => p.whole && p.value > 100)
        .map((p) => [p.name, `${Math.max(p.range[0], p.value / 20)}`]),
    );
    const standard = presetValues(preset, small);
    const { document } = presetDocument(preset, preset.build(standard, 1), standard, {
      longest: Number.POSITIVE_INFINITY,
    });
    const again = presetOf(document);
    // Those that nothing of the network has are not of the document.
    const kept = live.filter((p) => again.parameters.some((q) => q.name === p.name));
    const set = Object.fromEntries(
      kept.map((p) => [p.name, `${Math.min(p.range[1], p.value === 0 ? p.range[1] / 8 : p.value * 1.125)} ${p.unit}`]),
    );
    const changed = presetValues(preset, { ...small, ...set });
    const own = Object.fromEntries(again.parameters.map((p) => [p.name, changed[p.name]!]));
    const parametersOf = (network: ReturnType<typeof preset.build>) =>
      network.populations.map((p) =>
        p.blueprint.shape.parameters.map((q) => [q.name, (q as { readonly value?: unknown }).value]).sort(),
      );
    expect(parametersOf(again.build(own, 1))).toEqual(parametersOf(preset.build(changed, 1)));
  },
);

/** Edits of a document: each gives a document that builds, and leaves alone what it does not speak of. */
import { describe, expect, test } from 'vitest';
import { ownFrom } from '../../src/app/own/own.ts';
import { packed, unpacked } from '../../src/app/own/token.ts';
import {
  actsAs,
  addCells,
  addCoupling,
  addPoisson,
  addProjection,
  empty,
  entry,
  removeCoupling,
  removeJoin,
  removePopulation,
  renamePopulation,
  ruleOf,
  rules,
  setJoin,
  setPlastic,
  setPopulation,
  sumsAt,
  withRule,
} from '../../src/document/edit/index.ts';
import { build, type ExperimentDocument, read } from '../../src/document/index.ts';
import { simulate, UserError } from '../../src/index.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';

const documentOf = (name: string): ExperimentDocument => {
  const preset = presetByName(name);
  const values = presetValues(preset);
  return presetDocument(preset, preset.build(values, 1), values, { longest: Number.POSITIVE_INFINITY }).document;
};
const shape = (document: ExperimentDocument) => {
  const { network } = build(document);
  return [network.populations.map((p) => p.name), network.projections.map((p) => p.name)];
};

describe('from an empty start', () => {
  test('three populations with Poisson drive, two delays and STDP on one projection: it builds and spikes', async () => {
    let document = addPoisson(addProjection(addCells(addProjection(addCells(addPoisson(empty))))));
    document = setJoin(document, 'projections', 1, { delay: '2 ms' });
    document = setPlastic(document, 1, true);
    const names = Object.keys(document.populations);
    expect(names).toEqual(['cells', 'noise', 'P', 'P2', 'noise2']);
    const { network, run } = build(document);
    expect(network.projections.map((p) => p.given.delay ?? 'next')).toEqual(['next', '2 ms', '1 ms', 'next']);
    expect(network.projections.filter((p) => p.given.plasticity !== undefined)).toHaveLength(1);
    const { summary } = await simulate(network, { ...run, duration: '50 ms', backend: 'reference' });
    expect(summary.spikes).toBeGreaterThan(0);
  });

  test('what is added is taken away again, with its synapses', () => {
    const one = addPoisson(empty);
    const grown = addProjection(addCells(one));
    expect(removePopulation(grown, 'P')).toEqual(one);
    expect(removePopulation(one, 'noise')).toEqual(empty);
    expect(removeJoin(grown, 'projections', 1).projections).toEqual(one.projections);
    expect(removePopulation(grown, 'nobody')).toEqual(grown);
  });

  test('onto other cells a rule without autapses goes on as one that is not refused there', () => {
    const own = setJoin(addProjection(empty), 'projections', 0, {
      connect: { allToAll: { autapses: false } },
    });
    expect(own.projections![0]).toMatchObject({ from: 'cells', to: 'cells' });
    const grown = addProjection(addCells(own));
    expect(grown.projections!.map((p) => p.connect)).toEqual([{ allToAll: { autapses: false } }, 'allToAll']);
    expect(build(grown).network.projections).toHaveLength(2);
  });

  test('another name is written wherever the cells are named', () => {
    const renamed = renamePopulation(addProjection(addCells(empty)), 'cells', 'pyramids');
    expect(renamed.projections?.map((p) => [p.from, p.to])).toEqual([['pyramids', 'P']]);
    expect(shape(renamed)[0]).toEqual(['pyramids', 'P']);
  });

  test('a mistake of a form is a sentence with its place', () => {
    for (const wrong of [
      setPopulation(empty, 'cells', { size: 'many' }),
      setPopulation(empty, 'cells', { model: 'hh' }),
      setJoin(addProjection(addCells(empty)), 'projections', 0, { onSpike: 'q += 1 nS' }),
      setJoin(addProjection(addCells(empty)), 'projections', 0, { delay: '-1 ms' }),
    ])
      expect(() => build(wrong)).toThrow(UserError);
  });
});

test('a third population is added to every preset that has synapses, and reached from the first', () => {
  for (const { name } of pointPresets) {
    const document = documentOf(name);
    if ((document.projections ?? []).length === 0) continue;
    const [populations, projections] = shape(document);
    const grown = addProjection(addCells(document));
    const [more, joined] = shape(grown);
    expect(more, name).toEqual([...populations!, 'P']);
    expect(joined!.length, name).toBe(projections!.length + 1);
  }
});

describe('couplings', () => {
  const joined = addCoupling(addCells(empty));

  test('a gap junction brings the sum that its current flows into, and its current is that of the voltages', async () => {
    expect(joined.couplings).toEqual([
      {
        from: 'P',
        to: 'P',
        connect: { fixedInDegree: { degree: 4, autapses: false } },
        current: 'g_gap*(v_other - v)',
        into: 'I_gap',
        parameters: { g_gap: '0.1 nS' },
      },
    ]);
    expect(joined.models!['lif']).toMatchObject({
      equations: expect.stringMatching(/\)\/C\) \+ I_gap\/C : mV \(unless refractory\)\n(.+\n)+I_gap : pA \(summed\)$/),
    });
    // Of two cells, at -60 and -55 mV, the one gets what the other loses: 0.1 nS times 5 mV.
    const two = setJoin(setPopulation(joined, 'P', { size: 2, initial: { v: '-60 mV + i*5*mV' } }), 'couplings', 0, {
      connect: { synapseList: [[0, 1]] },
    });
    const { network, run } = build(two);
    const record = { variables: ['I_gap'], population: 'P', cells: [0, 1] };
    const { traces } = await simulate(network, { ...run, duration: '0.1 ms', backend: 'reference', record: [record] });
    for (const [k, current] of [0.5, -0.5].entries()) expect(traces[0]!.values[k]).toBeCloseTo(current, 9);
  });

  test('is added to every preset of cells, once and twice', () => {
    for (const { name } of pointPresets) {
      const document = documentOf(name);
      const before = build(document).network.couplings.length;
      // Its two cells have voltages of different names.
      if (name === 'lif-dimensionless') {
        expect(() => addCoupling(document)).toThrow(/written as text/);
        continue;
      }
      const grown = addCoupling(addCoupling(document));
      expect(build(grown).network.couplings, name).toHaveLength(before + 2);
    }
  });

  test('a model of the library, whose equations stand elsewhere, is refused by a sentence', () => {
    const other = { ...empty, models: { lif: { wangBuzsaki: {} } } } as ExperimentDocument;
    expect(() => addCoupling(other)).toThrow(/The model 'lif' has no equation of its own.*As text/);
  });

  test('the second has parameters of its own, which change alone', () => {
    const second = setJoin(addCoupling(joined), 'couplings', 1, { parameters: { g_gap2: '3 nS' } });
    expect(second.couplings!.map((c) => [c.current, c.parameters])).toEqual([
      ['g_gap*(v_other - v)', { g_gap: '0.1 nS' }],
      ['g_gap2*(v_other - v)', { g_gap2: '3 nS' }],
    ]);
    expect(build(second).network.couplings).toHaveLength(2);
  });

  test('are taken away, and with their cells; what is added again flows into the same sum', () => {
    // With the sum that was declared for it, but not where something else speaks of that.
    expect(removeCoupling(joined, 0)).toEqual(addCells(empty));
    const second = addCoupling(joined);
    expect(removeCoupling(second, 1)).toEqual(joined);
    const recorded = { ...joined, record: [{ population: 'P', variables: ['I_gap'], cells: [0] }] };
    expect(removeCoupling(recorded as never, 0).models).toEqual(joined.models);
    const without = removeJoin(joined, 'couplings', 0);
    expect(without.couplings).toBeUndefined();
    expect(addCoupling(without)).toEqual(joined);
    expect(removePopulation(joined, 'P').couplings).toBeUndefined();
    expect(sumsAt(joined, 'P[0:3]')).toEqual(['I_gap']);
  });

  test('follow the name of their cells', () => {
    const renamed = renamePopulation(joined, 'P', 'third');
    expect(renamed.couplings?.map((c) => [c.from, c.to])).toEqual([['third', 'third']]);
    expect(build(renamed).network.couplings).toHaveLength(1);
  });

  test('a junction becomes a sum on the target, and back one that pays at the source', () => {
    const [junction] = joined.couplings!;
    const sum = setJoin(joined, 'couplings', 0, actsAs(junction!, 'value'));
    expect(sum.couplings![0]).toMatchObject({ value: 'g_gap*(v_pre - v)', into: 'I_gap' });
    expect(sum.couplings![0]).not.toHaveProperty('current');
    expect(build(sum).network.couplings[0]!.sides).toHaveLength(1);
    const back = setJoin(sum, 'couplings', 0, actsAs(sum.couplings![0]!, 'current'));
    expect(build(back).network.couplings[0]!.sides).toHaveLength(2);
  });

  test('a mistake of a form is a sentence with its place', () => {
    for (const wrong of [{ current: 'q*(v_other - v)' }, { into: 'I_none' }, { parameters: { g_gap: '1 mV' } }])
      expect(() => build(setJoin(joined, 'couplings', 0, wrong))).toThrow(/couplings\[0\]/);
  });
});

test.each(Object.keys(rules))('the rule %s by form', (name) => {
  const document = addProjection(addCells(empty));
  const [projection] = document.projections!;
  const connect = withRule(projection!, name, undefined);
  const next = setJoin(setPopulation(document, 'P', { size: 400 }), 'projections', 0, { connect });
  expect(ruleOf(next.projections![0]!).name).toBe(name);
  expect(shape(next)[1]).toHaveLength(1);
});

test('options of a rule stay when its number changes', () => {
  const document = setJoin(addProjection(addCells(empty)), 'projections', 0, {
    connect: { fixedInDegree: { degree: 20, autapses: false } },
  });
  expect(withRule(document.projections![0]!, 'fixedInDegree', 30)).toEqual({
    fixedInDegree: { degree: 30, autapses: false },
  });
});

test('numbers are numbers, all else stays a text', () => {
  expect(['400', ' 0.02 ', '0.8*n', '5 ms', '1e3'].map(entry)).toEqual([400, 0.02, '0.8*n', '5 ms', '1e3']);
});

describe('documents in links', () => {
  test('come back as they were', async () => {
    const text = JSON.stringify(documentOf('ei-tutorial'));
    const token = await packed(text);
    expect(token).toMatch(/^[\w-]+$/);
    expect(token.length).toBeLessThan(text.length);
    expect(await unpacked(token)).toBe(text);
  });

  test('that are cut, changed or a bomb are refused in a sentence', async () => {
    const token = await packed(JSON.stringify(empty));
    const bomb = await packed('a'.repeat(3_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    for (const wrong of [token.slice(0, -9), `x${token}`, '', '%', bomb])
      await expect(unpacked(wrong), wrong.slice(0, 20)).rejects.toThrow(UserError);
  });
});

test('a document is a preset: parameters with their ranges, live where they act while it runs, and its own plan', async () => {
  const document = await read(`
galvani: 1
title: Two, and a drive
parameters:
  w: { value: 6 nS, label: weight, range: [0 nS, 60 nS] }
  n: 100
  tau: 5 ms
  late: 1 ms
models:
  lif: { equations: "dv/dt = (g*(0 mV - v) - 10*nS*(v + 60*mV))/(200 pF) : mV\\ndg/dt = -g/tau : nS", threshold: v > -50 mV, reset: v = -60 mV }
populations:
  cells: { model: lif, size: n, initial: { v: -60 mV } }
  drive: { poisson: { rate: 50 Hz }, size: 50 }
projections:
  - { from: drive, to: cells, connect: { fixedInDegree: 10 }, onSpike: g += w, delay: late }
run: { duration: 50 ms, dt: 0.1 ms, seed: 3, backend: reference }
do: [{ at: 30 ms, kick: { cells: 0-4, amplitude: 5 mV } }, { at: 20 ms, set: { w: 9 nS } }]
`);
  const { preset, experiment, plan } = await ownFrom(JSON.stringify(document));
  expect(
    preset.parameters.map(({ name, unit, value, range, acts, whole }) => [name, unit, value, range, acts, whole]),
  ).toEqual([
    ['w', 'nS', 6, [0, 60], 'live', undefined],
    ['n', '', 100, [0, 1000], 'rebuild', true],
    ['tau', 'ms', 5, [0, 50], 'live', undefined],
    ['late', 'ms', 1, [0, 10], 'rebuild', undefined],
  ]);
  expect(experiment).toMatchObject({ seed: 3, dt: 0.1, duration: 50, backend: 'reference', integrator: '' });
  expect(plan).toEqual([
    { step: 200, action: { kind: 'set', name: 'w', value: { value: 9, unit: 'nS' } } },
    { step: 300, action: { kind: 'kick', cells: [0, 1, 2, 3, 4], amplitude: '5 mV' } },
  ]);
});

test('a document of cells with dendrites is refused in words that say where it runs', async () => {
  const document = {
    galvani: 1,
    models: {
      ball: {
        neuron: {
          shape: { cable: { soma: { L: '20 um', diameter: '20 um' } } },
          Ra: '100 ohm*cm',
          paint: [{ on: 'all', channels: ['leak'] }],
        },
      },
    },
    populations: { cells: { model: 'ball', size: 1, initial: { V: '-65 mV' } } },
    run: { duration: '1 ms' },
  };
  await expect(ownFrom(JSON.stringify(document))).rejects.toThrow(/'ball' has dendrites.*The room Dendrites/);
});

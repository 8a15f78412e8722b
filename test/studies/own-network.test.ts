/** Studies of a cell of a network of one's own: the answers of the preset that it is, in the same units. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { study } from '../../src/cli/study.ts';
import { write } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { cell, Network } from '../../src/index.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import {
  currentClampStudy,
  fiStudy,
  integratorsStudy,
  linearisationStudy,
  phaseResponseStudy,
  settlingStudy,
  steadyStateStudy,
  voltageClampStudy,
} from '../../src/studies/index.ts';

const networkOf = (name: string): Network => {
  const preset = presetByName(name);
  return preset.build(presetValues(preset), 1);
};

const fi = { currents: ['0.1 nA', '300 pA', '1 nA'], duration: 300, integrator: 'exact', dt: 0.1 } as const;

describe('a network that is the preset has its answers', () => {
  const network = networkOf('hh-classic');
  it.each([
    ['f-i', fiStudy, { currents: [0, 8, 15], duration: 200 }],
    ['i-v', steadyStateStudy, { count: 41 }],
    ['current-clamp', currentClampStudy, { levels: ['10 uA/cm^2', 2], durations: [30, 10] }],
    ['voltage-clamp', voltageClampStudy, { levels: [-40, 0], duration: 3 }],
    ['linearisation', linearisationStudy, {}],
    ['settling', settlingStudy, {}],
    ['phase-response', phaseResponseStudy, { count: 2, settle: 100 }],
  ] as const)('%s', async (_name, asked, how) => {
    const of = asked as unknown as typeof fiStudy;
    const set = asked === (phaseResponseStudy as unknown) ? { I: '10 uA/cm^2' } : {};
    const preset = presetByName('hh-classic');
    const own = Object.keys(set).length === 0 ? network : preset.build(presetValues(preset, set), 1);
    const [a, b] = [await of.run({ preset: 'hh-classic', set, ...how }), await of.run({ network: own, ...how })];
    expect(of.facts(b)).toEqual(of.facts(a));
    expect(of.tables(b)).toEqual(of.tables(a));
  });

  it('integrators', async () => {
    const how = { integrators: ['rk4'], dts: [0.1, 0.05], duration: 20 } as const;
    const of = integratorsStudy;
    const [a, b] = [await of.run({ preset: 'hh-classic', ...how }), await of.run({ network, ...how })];
    expect(b.exact).toEqual(a.exact);
    expect(b.rows.map((row) => row.errors)).toEqual(a.rows.map((row) => row.errors));
    await expect(of.run({ network, ...how, starts: 'random' })).rejects.toThrow(/Random starts are of presets/);
  });
});

describe('a cell that is written in other units', () => {
  /** A leaky cell in volt, nF and nA; in other words the second population has no capacitance. */
  const network = new Network();
  const parameters = { C: '0.2 nF', g_L: '10 nS', E: '-0.065 volt', I: '0.1 nA' };
  const reset = { threshold: 'v > -50 mV', reset: 'v = -65 mV', refractory: '2 ms' };
  network.population(
    cell({ equations: 'dv/dt = (g_L*(E - v) + I)/C : volt (unless refractory)', parameters, ...reset }),
    2,
    {
      v: '-65 mV',
    },
  );
  const { C: _, g_L: __, ...rest } = parameters;
  const bare = { ...rest, tau: '20 ms', R: '100 Mohm' };
  network.population(
    cell({ equations: 'dv/dt = (E - v + R*I)/tau : volt (unless refractory)', parameters: bare, ...reset }),
    1,
    { v: '-65 mV' },
    { name: 'bare' },
  );

  it('is measured in mV and pA', async () => {
    const [a, b] = [await fiStudy.run({ network, ...fi }), await fiStudy.run({ network, population: 'bare', ...fi })];
    // C = 200 pF, 20 ms: the closed form between them, to a step in each interval.
    const interval = (I: number): number => 2 + 20 * Math.log(I / 10 / (I / 10 - 15));
    for (const { unit, currents, rates } of [a, b]) {
      expect(unit).toBe('pA');
      expect([...currents]).toEqual([100, 300, 1000]);
      expect(rates[0]).toBe(0);
      for (const k of [1, 2]) expect(Math.abs(1000 / rates[k]! - interval(currents[k]!))).toBeLessThan(2 * fi.dt);
    }
    const { voltage } = await currentClampStudy.run({ network, levels: ['100 pA'], durations: [200] });
    // R·I = 10 mV above rest, but for e^-10 of it.
    expect(voltage[0]).toBeCloseTo(-65, 9);
    expect(Math.abs(voltage.at(-1)! + 55)).toBeLessThan(10 * Math.exp(-9.9));
    const { unit, at } = await linearisationStudy.run({ network, V: -60 });
    expect(unit).toBe('pA');
    expect([at.g, at.C, at.E]).toEqual([10, 200, -65].map((x) => expect.closeTo(x, 9)));
    const { rests, currentUnit } = await steadyStateStudy.run({ network, from: -100, to: -50, count: 51 });
    expect(currentUnit).toBe('pA');
    // 100 pA through 10 nS.
    expect(rests.map((r) => r.voltage)).toEqual([expect.closeTo(-55, 6)]);
  });

  it.each([
    ['without a capacitance', () => steadyStateStudy.run({ network, population: 'bare' }), /no parameter C/],
    ['of no population', () => fiStudy.run({ network, population: 'bar' }), /no population of cells 'bar'.*'bare'/],
    ['beside a preset', () => fiStudy.run({ network, preset: 'lif' }), /leave preset out/],
    ['beside a seed', () => fiStudy.run({ network, seed: 3 }), /leave seed out/],
    ['that is none', () => fiStudy.run({ network: {} as Network }), /give a Network/],
    ['of a preset by name', () => fiStudy.run({ population: 'bare' }), /is of a network/],
  ])('%s it is refused by a sentence', async (_what, act, sentence) => {
    await expect(act()).rejects.toThrow(UserError);
    await expect(act()).rejects.toThrow(sentence);
  });

  it('has currents that go together, or is refused', async () => {
    const mixed = new Network();
    const equations = 'I_a = g*(-60 mV - v) : pA\nI_b = I_a/(100 um^2) : uA/cm^2\ndv/dt = (I_a + I)/C : mV';
    mixed.population(cell({ equations, parameters: { C: '1 nF', g: '1 nS', I: '0 pA' } }), 1);
    const act = currentClampStudy.run({ network: mixed, levels: [1], durations: [1] });
    await expect(act).rejects.toThrow(/I_b of this cell is in uA\/cm\^2, and I_a in pA/);
  });
});

describe('galvani study NAME FILE', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'galvani-own-'));
    const preset = presetByName('lif');
    const values = presetValues(preset);
    const { document } = presetDocument(preset, preset.build(values, 1), values, { longest: Number.POSITIVE_INFINITY });
    writeFileSync(join(folder, 'lif.yaml'), await write(document));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function told(...words: string[]): Promise<ReturnType<typeof JSON.parse>> {
    let out = '';
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    try {
      await study(words);
    } finally {
      spy.mockRestore();
    }
    return JSON.parse(out);
  }

  test('answers as it does of the preset that the document is, with parameters set', async () => {
    const how = [
      '--currents',
      '0.1 nA, 1 nA',
      '--duration',
      '200 ms',
      '--integrator',
      'exact',
      '--set',
      'T_ref=10 ms',
      '--json',
    ];
    const file = join(folder, 'lif.yaml');
    const [a, b] = [await told('f-i', '--preset', 'lif', ...how), await told('f-i', file, ...how)];
    expect(b.tables).toEqual(a.tables);
    expect(b.facts).toEqual(a.facts);
    expect(a.facts.largest_rate_hz).toBeGreaterThan(10);
    expect(b).toMatchObject({ document: file, options: { preset: null, set: { T_ref: '10 ms' } } });
    expect(a).not.toHaveProperty('document');
    expect(Object.keys(a.options)).not.toContain('network');
  });

  test('takes one document where the question is to a cell, and no preset beside it', async () => {
    const file = join(folder, 'lif.yaml');
    await expect(study(['f-i', file, '--preset', 'lif'])).rejects.toThrow(/leave one of them out/);
    await expect(study(['f-i', file, file])).rejects.toThrow(/takes one document at most/);
    await expect(study(['membrane', file])).rejects.toThrow(/takes no document/);
    await expect(study(['f-i', file, '--network', 'x'])).rejects.toThrow(/Unknown option '--network'/);
    await expect(study(['f-i', file, '--set', 'x=1'])).rejects.toThrow(/no parameter 'x'/);
  });
});

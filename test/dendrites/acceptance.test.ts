/**
 * Cells with dendrites against closed forms, converged runs, and themselves, in double precision. Figures in comments are what was reached.
 */
import { describe, expect, it } from 'vitest';
import { K_HH1952, leak, Na_HH1952 } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import { allToAll, Network, simulate } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { goldenCases, goldenTable } from '../morphology/golden.ts';
import {
  impedance,
  oneSolution,
  rallpack1,
  rallpack2,
  ring,
  shortCompartments,
  steadyCable,
} from './acceptance-cases.ts';
import { cellOf } from './cells.ts';
import type { Runner } from './golden-run.ts';

const reference: Runner = { backend: 'reference' };

describe('steady cable', () => {
  const { rows } = goldenTable('cable-steady');
  it.each(rows.map((row) => [row[0]!, row[1]!, ...row.slice(2).map(Number)] as const))(
    '%s µm in %s compartments',
    async (L, segments, closedIn, closedAcross, wantedIn, wantedAcross) => {
      // Each step of fifty time constants leaves a fifty-first of the way, ten of them 1e-17.
      const { near, far } = await steadyCable(L, Number(segments), reference, { dt: '1 s', duration: '10 s' });
      // The file has twelve digits; 1e-9 is the bound of the specification.
      expect(Math.abs(near / wantedIn! - 1)).toBeLessThan(1e-9);
      expect(Math.abs(far / wantedAcross! - 1)).toBeLessThan(1e-9);
      // The error of the discretisation falls with the square of the compartments' length, in length constants (816.5 µm).
      const l = Number(L) / Number(segments) / 816.4965809;
      expect(Math.abs(near / closedIn! - 1)).toBeLessThan(l * l);
      expect(Math.abs(far / closedAcross! - 1)).toBeLessThan(2 * (Number(L) / 816.4965809 + 1) * l * l);
    },
  );
});

describe('Rallpacks 1 and 2', () => {
  it.each([
    ['implicit', 0.012, 0.008],
    ['implicit2', 0.003, 0.002],
    ['centred', 0.003, 0.002],
  ])('1, by %s', async (integrator, most, mostFar) => {
    const { near, far } = await rallpack1(integrator, reference);
    expect(near).toBeLessThan(most);
    expect(far).toBeLessThan(mostFar);
  });
  it.each([
    ['implicit', 0.0025],
    ['implicit2', 0.0005],
  ])('2, by %s', async (integrator, most) => {
    const { near, far } = await rallpack2(integrator, reference);
    expect(near).toBeLessThan(most);
    expect(far).toBeLessThan(most);
  });
});

/** Times at which the samples cross 0 mV upwards, by straight lines, ms. */
function crossings(values: Float64Array, dt: number, first = -65): number[] {
  const times: number[] = [];
  for (let k = 0; k < values.length; k++) {
    const [a, z] = [k === 0 ? first : values[k - 1]!, values[k]!];
    if (a <= 0 && z > 0) times.push((k + -a / (z - a)) * dt);
  }
  return times;
}

describe('order of the rules', () => {
  const cases = goldenCases();
  async function course(name: string, dt: number, integrator: string, duration: number, at: string, events: boolean) {
    const golden = cases[name]!;
    const net = new Network();
    const cells = net.population(cellOf(golden), 1, { V: '-65 mV' });
    if (events)
      (golden.events ?? []).forEach(([syn, time, weight], k) => {
        const step = Math.ceil(time / dt - 0.5);
        if (time > duration) return;
        const source = net.spikes(1, { times: [[`${(step - 1) * dt} ms`]], name: `event ${k}` });
        net.project(source, cells, { connect: allToAll(), onSpike: `s${syn} += ${1e3 * weight} nS` });
      });
    const run = await simulate(net, {
      dt: `${dt} ms`,
      duration: `${duration} ms`,
      integrator,
      backend: 'reference',
      record: { V: [0], at },
    });
    return crossings(run.traces[0]!.values, dt);
  }

  it.each([
    ['implicit', [1.165, 0.554, 0.269, 0.133]],
    ['implicit2', [0.187, 0.047, 0.012, 0.003]],
  ] as const)(
    '%s on the active cable: lateness of the fourth far spike',
    async (integrator, wanted) => {
      const far = `cable ${100.5 / 101}`;
      // Against a run of its own at so small a step that its error is a hundredth of the smallest difference.
      const truth = (await course('rallpack3', 0.0025, 'implicit2', 52, far, false))[3]!;
      for (const [k, dt] of [0.1, 0.05, 0.025, 0.0125].entries()) {
        const late = (await course('rallpack3', dt, integrator, 52, far, false))[3]! - truth;
        // Three digits are known of each; the truth's own error is 1.2e-4.
        expect(Math.abs(late - wanted[k]!)).toBeLessThan(0.0015);
      }
    },
    60_000,
  );

  it.each([
    ['implicit2', [0.11, 0.04, 0.016, 0.007]],
    ['centred', [0.055, 0.014, 0.0033, 0.0008]],
  ] as const)(
    '%s where events drive a branched cell: lateness of the second spike',
    async (integrator, wanted) => {
      const truth = (await course('branched', 0.00125, 'centred', 40, 'soma[0] 0.5', true))[1]!;
      for (const [k, dt] of [0.1, 0.05, 0.025, 0.0125].entries()) {
        const late = (await course('branched', dt, integrator, 40, 'soma[0] 0.5', true))[1]! - truth;
        // Two digits are known of each.
        expect(Math.abs(Math.abs(late) - wanted[k]!)).toBeLessThan(0.0006 + 0.02 * wanted[k]!);
      }
    },
    60_000,
  );
});

describe('a ring of eight branched cells', () => {
  it.each([
    ['0', '0.025', 'implicit'],
    ['2', '0.025', 'implicit2'],
    ['2', '0.0025', 'implicit2'],
  ])(
    'spikes as in NEURON to the step: secondorder %s, %s ms',
    async (order, step, integrator) => {
      const { found, wanted } = await ring(order, step, integrator, reference);
      const text = (spikes: typeof found) => spikes.map(({ cell, t }) => `${cell} ${t.toFixed(4)}`).sort();
      expect(text(found)).toEqual(text(wanted));
    },
    120_000,
  );
});

describe('the solution', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is that of a dense matrix: random tree %i', async (seed) => {
    const { found, wanted } = await oneSolution(seed, reference);
    expect(found).toHaveLength(wanted.length);
    // Of the voltage: both add up to a hundred terms.
    wanted.forEach((v, k) => void expect(Math.abs(found[k]! / v - 1)).toBeLessThan(1e-13));
  });

  it('one compartment is the steps of the rule written out', async () => {
    const cell = neuron({
      shape: cable({ soma: { L: '20 um', diameter: '20 um' } }),
      Ra: '100 ohm*cm',
      temperature: '6.3 degC',
      compartments: { each: 1 },
      paint: [{ on: 'all', channels: [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })] }],
      place: { drive: { clamp: '0.2 nA', from: '1 ms', to: '9 ms', at: 'soma 0.5' } },
    });
    const net = new Network();
    net.population(cell, 1, { V: '-65 mV' });
    const dt = 0.025;
    const run = await simulate(net, {
      dt: '0.025 ms',
      duration: '20 ms',
      integrator: 'implicit2',
      backend: 'reference',
      record: { V: [0] },
    });
    const area = Math.PI * 400 * 0.01;
    const exprel = (x: number): number => (x === 0 ? 1 : Math.expm1(x) / x);
    const rates = (V: number) => ({
      m: [1 / exprel(-(V + 40) / 10), 4 * Math.exp(-(V + 65) / 18)],
      h: [0.07 * Math.exp(-(V + 65) / 20), 1 / (1 + Math.exp(-(V + 35) / 10))],
      n: [0.1 / exprel(-(V + 55) / 10), 0.125 * Math.exp(-(V + 65) / 80)],
    });
    let V = -65;
    const gates = Object.fromEntries(Object.entries(rates(V)).map(([x, [a, z]]) => [x, a! / (a! + z!)])) as Record<
      'm' | 'h' | 'n',
      number
    >;
    for (let k = 0; k < 800; k++) {
      const [gNa, gK, gL] = [120 * gates.m ** 3 * gates.h, 36 * gates.n ** 4, 0.3];
      const t = (k + 0.5) * dt;
      const into = area * (gNa * (50 - V) + gK * (-77 - V) + gL * (-54.3 - V)) + (t >= 1 && t < 9 ? 200 : 0);
      V += (2 * into) / (area / (dt / 2) + area * (gNa + gK + gL));
      for (const [x, [a, z]] of Object.entries(rates(V)) as ['m' | 'h' | 'n', [number, number]][])
        gates[x] += (1 - Math.exp(-dt * (a + z))) * (a / (a + z) - gates[x]);
      // The same arithmetic but for the order of a few terms: 6e-14 mV were reached, four roundings of the voltage.
      expect(Math.abs(run.traces[0]!.values[k]! - V)).toBeLessThan(1e-12);
    }
  });
});

it('short compartments keep their capacitance beside a large axial conductance', async () => {
  const { found, wanted } = await shortCompartments(reference);
  // 400 steps round by 2^-53 of 10 mV, and both sides are powers of that many factors: 1e-12.
  for (const v of found) expect(Math.abs(v - wanted)).toBeLessThan(1e-12);
});

it('impedance of a ball and stick', async () => {
  const all = await impedance(0.01, reference);
  expect(all.length).toBeGreaterThan(4);
  for (const { size, phase } of all) {
    expect(size).toBeLessThan(1e-4);
    expect(phase).toBeLessThan(0.01);
  }
});

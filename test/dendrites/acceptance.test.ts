/** Cells with dendrites against closed forms, converged runs, and themselves. Figures in comments are what was reached. */
import { describe, expect, it } from 'vitest';
import { K_HH1952, leak, Na_HH1952 } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import { allToAll, createSimulation, Network, oneToOne, simulate } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { doubleExponentialConductance } from '../../src/synapses/index.ts';
import { goldenCases, goldenTable } from '../morphology/golden.ts';
import { cellOf } from './cells.ts';

const passive = (E: string, Rm: number) => leak({ g: `${1e3 / Rm} mS/cm^2`, E });

describe('steady cable', () => {
  const { rows } = goldenTable('cable-steady');
  it.each(rows.map((row) => [row[0]!, row[1]!, ...row.slice(2).map(Number)] as const))(
    '%s µm in %s compartments',
    async (L, segments, closedIn, closedAcross, wantedIn, wantedAcross) => {
      const cell = neuron({
        shape: cable({ dend: { L: `${L} um`, diameter: '2 um' } }),
        Ra: '150 ohm*cm',
        compartments: { each: Number(segments) },
        paint: [{ on: 'all', channels: [passive('0 mV', 20_000)] }],
        place: { drive: { clamp: '1 pA', at: 'dend 0' } },
        detect: { at: 'dend 0.5', when: 'V > 1 V' },
      });
      const net = new Network();
      net.population(cell, 1, { V: '0 mV' });
      // Each step of fifty time constants leaves a fifty-first of the way, ten of them 1e-17; the resistance of the first half is added,
      // since the clamp is at its centre.
      const run = await simulate(net, {
        dt: '1 s',
        duration: '10 s',
        integrator: 'implicit',
        backend: 'reference',
        record: { V: [0], at: ['dend 0', 'dend 1'] },
      });
      const half = cell.branching.anatomy.nodes.resistance[1]!;
      const [near, far] = [1e3 * run.traces[0]!.values.at(-2)! + half, 1e3 * run.traces[0]!.values.at(-1)!];
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

/** Root of the mean square over samples at the file's times. */
function distance(
  values: Float64Array,
  every: number,
  offset: number,
  file: readonly (readonly string[])[],
  column: number,
  dt: number,
  until: number,
): number {
  let sum = 0;
  let count = 0;
  for (const row of file) {
    const [time, wanted] = [Number(row[0]), Number(row[column])];
    const step = Math.round(time / dt);
    if (step === 0 || time > until) continue;
    sum += (values[(step - 1) * every + offset]! - wanted) ** 2;
    count++;
  }
  return Math.sqrt(sum / count);
}

describe('Rallpacks 1 and 2', () => {
  const clamp = 100;
  async function near(
    cell: ReturnType<typeof neuron>,
    integrator: string,
    places: readonly string[],
    duration: string,
  ) {
    const net = new Network();
    net.population(cell, 1, { V: '-65 mV' });
    const run = await simulate(net, {
      dt: '0.025 ms',
      duration,
      integrator,
      backend: 'reference',
      record: { V: [0], at: places },
    });
    const { values } = run.traces[0]!;
    // The clamp is at x = 0: what flows through the first half's resistance is added.
    const half = cell.branching.anatomy.nodes.resistance[1]! * 1e-3 * clamp;
    return values.map((v, k) => (k % 2 === 0 ? v + half : v));
  }
  it.each([
    ['implicit', 0.012, 0.008],
    ['implicit2', 0.003, 0.002],
    ['centred', 0.003, 0.002],
  ])('1, by %s', async (integrator, most, mostFar) => {
    const cell = neuron({
      shape: cable({ cable: { L: '1000 um', diameter: '1 um' } }),
      Ra: '100 ohm*cm',
      compartments: { each: 101 },
      paint: [{ on: 'all', channels: [passive('-65 mV', 40_000)] }],
      place: { drive: { clamp: `${clamp} pA`, at: 'cable 0' } },
    });
    const { rows } = goldenTable('rallpack1');
    const last = Number(rows.at(-1)![0]);
    const values = await near(cell, integrator, [`cable ${0.5 / 101}`, 'cable 1'], `${last} ms`);
    expect(distance(values, 2, 0, rows, 1, 0.025, last)).toBeLessThan(most);
    expect(distance(values, 2, 1, rows, 2, 0.025, last)).toBeLessThan(mostFar);
  });
  it.each([
    ['implicit', 0.0025],
    ['implicit2', 0.0005],
  ])('2, by %s', async (integrator, most) => {
    const sections: Record<string, { L: string; diameter: string; on?: string }> = {};
    for (let level = 0, n = 0; level < 10; level++)
      for (let k = 0; k < 2 ** level; k++, n++)
        sections[`s${n}`] = {
          L: `${32 * 2 ** (-level / 3)} um`,
          diameter: `${16 * 2 ** ((-2 * level) / 3)} um`,
          ...(n === 0 ? {} : { on: `s${(n - 1) >> 1} 1` }),
        };
    const cell = neuron({
      shape: cable(sections),
      Ra: '100 ohm*cm',
      compartments: { each: 1 },
      paint: [{ on: 'all', channels: [passive('-65 mV', 40_000)] }],
      place: { drive: { clamp: `${clamp} pA`, at: 's0 0' } },
    });
    const { rows } = goldenTable('rallpack2');
    const values = await near(cell, integrator, ['s0 0.5', 's1022 1'], '50 ms');
    expect(distance(values, 2, 0, rows, 1, 0.025, 50)).toBeLessThan(most);
    expect(distance(values, 2, 1, rows, 2, 0.025, 50)).toBeLessThan(most);
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
  const { rows } = goldenTable('ring');
  it.each([
    ['0', '0.025', 'implicit'],
    ['2', '0.025', 'implicit2'],
    ['2', '0.0025', 'implicit2'],
  ])(
    'spikes as in NEURON to the step: secondorder %s, %s ms',
    async (order, step, integrator) => {
      const wanted = rows
        .filter((row) => row[0] === order && Number(row[1]) === Number(step))
        .map((row) => `${row[2]} ${Number(row[3]).toFixed(4)}`);
      const golden = goldenCases()['ring']!;
      const dt = Number(step);
      const cell = (clamped: boolean) =>
        cellOf({ ...golden, syns: [], clamps: clamped ? golden.clamps : [] }, 0, {
          place: {
            e: {
              synapse: doubleExponentialConductance('e', { rise: '0.5 ms', decay: '3 ms', E: '0 mV' }),
              at: 'apic[0] 0.5',
            },
          },
        });
      const net = new Network();
      const first = net.population(cell(true), 1, { V: '-65 mV' }, { name: 'first' });
      const others = net.population(cell(false), 7, { V: '-65 mV' }, { name: 'others' });
      // NEURON's delay of 5 ms is one step more here: a spike noted at step k is that of t_{k+1}.
      const options = { connect: oneToOne(), onSpike: 'e += 30 nS', delay: `${5 + dt} ms` };
      net.project(first, others.slice(0, 1), options);
      net.project(others.slice(0, 6), others.slice(1, 7), options);
      net.project(others.slice(6, 7), first, options);
      const run = await simulate(net, { dt: `${step} ms`, duration: '200 ms', integrator, backend: 'reference' });
      const found = [...run.spikes.steps].map((s, k) => ({ cell: run.spikes.cells[k]!, t: (s + 1) * dt }));
      const text = found.map(({ cell: c, t }) => `${c} ${t.toFixed(4)}`);
      expect(text.sort()).toEqual(wanted.sort());
    },
    120_000,
  );
});

describe('the solution', () => {
  /** A random tree of cylinders. */
  function randomCell(seed: number) {
    let state = seed;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const sections: Record<string, { L: string; diameter: string; on?: string }> = {};
    const count = 3 + Math.floor(random() * 12);
    for (let k = 0; k < count; k++)
      sections[`d${k}`] = {
        L: `${20 + 200 * random()} um`,
        diameter: `${0.5 + 3 * random()} um`,
        ...(k === 0 ? {} : { on: `d${Math.floor(random() * k)} ${[0, 0.3, 0.5, 1][Math.floor(random() * 4)]}` }),
      };
    return neuron({
      shape: cable(sections),
      Ra: '120 ohm*cm',
      compartments: { longest: '30 um' },
      paint: [{ on: 'all', channels: [leak({ g: '0.1 mS/cm^2 * (1 + distance/(100 um))', E: '-65 mV' })] }],
      place: { drive: { clamp: '0.2 nA', at: `d${count - 1} 0.5` } },
    });
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is that of a dense matrix: random tree %i', async (seed) => {
    const cell = randomCell(seed);
    const net = new Network();
    net.population(cell, 1, { V: '-60 mV' });
    const dt = 0.1;
    const simulation = await createSimulation(net, { dt: `${dt} ms`, integrator: 'implicit', backend: 'reference' });
    await simulation.run(1);
    const found = await simulation.read('cells', 'V');
    simulation.dispose();
    const { nodes } = cell.branching.anatomy;
    const { capacitance, points } = cell.branching;
    const n = nodes.count;
    const matrix = Array.from({ length: n }, () => new Float64Array(n + 1));
    for (let k = 0; k < n; k++) {
      const g = nodes.area[k]! * 0.01 * 0.1 * (1 + nodes.distance[k]! / 100);
      matrix[k]![k]! += capacitance[k]! / dt + g;
      matrix[k]![n]! += g * (-65 + 60) + (points[0]!.nodes[0] === k ? 200 : 0);
      const parent = nodes.parent[k]!;
      if (parent < 0) continue;
      const G = 1000 / nodes.resistance[k]!;
      matrix[k]![k]! += G;
      matrix[parent]![parent]! += G;
      matrix[k]![parent]! -= G;
      matrix[parent]![k]! -= G;
    }
    for (let k = 0; k < n; k++) {
      let pivot = k;
      for (let i = k + 1; i < n; i++) if (Math.abs(matrix[i]![k]!) > Math.abs(matrix[pivot]![k]!)) pivot = i;
      [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
      for (let i = 0; i < n; i++) {
        if (i === k) continue;
        const factor = matrix[i]![k]! / matrix[k]![k]!;
        for (let j = k; j <= n; j++) matrix[i]![j]! -= factor * matrix[k]![j]!;
      }
    }
    for (let k = 0; k < n; k++) {
      const wanted = -60 + matrix[k]![n]! / matrix[k]![k]!;
      // Of the voltage: both add up to a hundred terms.
      expect(Math.abs(found[k]! / wanted - 1)).toBeLessThan(1e-13);
    }
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
      // The same arithmetic but for the order of a few terms; a spike multiplies their rounding.
      expect(Math.abs(run.traces[0]!.values[k]! - V)).toBeLessThan(1e-9);
    }
  });

  it.each(['reference', 'wasm'] as const)(
    'has the same bits in any chunking, for any number and order of cells: %s',
    async (backend) => {
      const golden = goldenCases()['branched']!;
      const voltages = ['-65 mV', '-60 mV', '-70 mV', '-62 mV', '-67 mV', '-71 mV', '-58 mV'];
      async function last(order: readonly number[], parts: readonly number[]) {
        const net = new Network();
        net.population(cellOf(golden), order.length, { V: order.map((k) => voltages[k]!) });
        const simulation = await createSimulation(net, { dt: '0.025 ms', integrator: 'centred', backend });
        for (const part of parts) await simulation.run(part);
        const values = await simulation.read('cells', 'V');
        simulation.dispose();
        const nodes = values.length / order.length;
        return order.map((k, c) => [k, values.slice(c * nodes, (c + 1) * nodes)] as const);
      }
      const whole = new Map(await last([0, 1, 2, 3, 4, 5, 6], [1200]));
      for (const [k, values] of await last([2, 0, 6, 1, 5], [1, 7, 992, 200])) expect(values).toEqual(whole.get(k));
      for (const [k, values] of await last([1], [600, 600])) expect(values).toEqual(whole.get(k));
    },
  );
});

it.each(['reference', 'wasm'] as const)(
  'short compartments keep their capacitance beside a large axial conductance: %s',
  async (backend) => {
    // Compartments of 0.1 µm: what joins them is 125 000 times their capacitance per step. All alike, so that nothing flows along and each
    // decays as if it were alone: by 1/(1 + dt/τ) a step, τ = C/g = 20 ms.
    const cell = neuron({
      shape: cable({ dend: { L: '20.1 um', diameter: '1 um' } }),
      Ra: '100 ohm*cm',
      compartments: { each: 201 },
      paint: [{ on: 'all', channels: [passive('0 mV', 20_000)] }],
      detect: { at: 'dend 0.5', when: 'V > 1 V' },
    });
    const net = new Network();
    net.population(cell, 1, { V: '10 mV' });
    const run = await simulate(net, {
      dt: '0.05 ms',
      duration: '20 ms',
      integrator: 'implicit',
      backend,
      record: { V: [0], at: ['dend 0.5', 'dend 1'] },
    });
    const wanted = 10 * (1 + 0.05 / 20) ** -400;
    // In f32 each of 400 steps rounds the voltage by 2^-24 of 10 mV, capacitance and leak by 2^-24 of themselves, the latter for e^-1 of
    // the whole way: 400·6e-7 mV + 2·6e-8·3.7 mV.
    const bound = backend === 'reference' ? 1e-11 : 2.5e-4;
    for (const found of run.traces[0]!.values.slice(-2)) expect(Math.abs(found - wanted)).toBeLessThan(bound);
  },
);

it('impedance of a ball and stick', async () => {
  const { rows } = goldenTable('ball-and-stick-impedance');
  const cell = neuron({
    shape: cable({ soma: { L: '25 um', diameter: '25 um' }, stick: { L: '800 um', diameter: '2 um', on: 'soma 0.5' } }),
    Ra: '150 ohm*cm',
    compartments: { sections: { soma: 1, stick: 161 } },
    paint: [{ on: 'all', channels: [passive('0 mV', 20_000)] }],
    place: { drive: { clamp: '0.1 nA', from: '0 ms', to: '0.01 ms', at: 'soma 0.5' } },
    detect: { when: 'V > 1 V' },
  });
  const net = new Network();
  net.population(cell, 1, { V: '0 mV' });
  // The response to a pulse of one step is the impulse response, whose transform is the impedance.
  const dt = 0.01;
  const run = await simulate(net, {
    dt: '0.01 ms',
    duration: '400 ms',
    integrator: 'implicit2',
    backend: 'reference',
    record: { V: [0], at: ['stick 0', 'stick 1'] },
  });
  const { values } = run.traces[0]!;
  for (const row of rows) {
    const [f, x, Z, phase] = row.map(Number) as [number, number, number, number];
    if (f > 100 || !(x === 0 || x === 1)) continue;
    // The mean over a step of the pulse, then of each sample: a trapezoid in both.
    const w = (2 * Math.PI * f) / 1000;
    let [re, im] = [0, 0];
    for (let k = 0; k < 40_000; k++) {
      const t = (k + 1) * dt - dt / 2;
      re += values[2 * k + x]! * Math.cos(w * t);
      im -= values[2 * k + x]! * Math.sin(w * t);
    }
    const [size, angle] = [Math.hypot(re, im) / 100, (Math.atan2(im, re) * 180) / Math.PI];
    const found = 1000 * size;
    expect(Math.abs(found / Z - 1)).toBeLessThan(1e-4);
    expect(Math.abs(((((angle - phase + 540) % 360) + 360) % 360) - 180)).toBeLessThan(0.01);
  }
}, 60_000);

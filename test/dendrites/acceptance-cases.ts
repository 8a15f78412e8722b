/** What the acceptance tests run, on any backend: each returns what was found and, where it is no figure of a file, what is to be found. */
import { leak } from '../../src/cells/index.ts';
import { type Neuron, neuron } from '../../src/dendrites/index.ts';
import { createSimulation, Network, oneToOne, simulate } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { doubleExponentialConductance } from '../../src/synapses/index.ts';
import { goldenCases, goldenTable } from '../morphology/golden.ts';
import { cellOf } from './cells.ts';
import type { Runner } from './golden-run.ts';

const passive = (E: string, Rm: number) => leak({ g: `${1e3 / Rm} mS/cm^2`, E });

/**
 * Input and transfer resistance, MΩ, of a sealed cable after some steps. The clamp is at the centre of its compartment, so the first half's
 * resistance is added.
 */
export async function steadyCable(
  L: string,
  segments: number,
  runner: Runner,
  { dt, duration }: { readonly dt: string; readonly duration: string },
): Promise<{ near: number; far: number }> {
  const cell = neuron({
    shape: cable({ dend: { L: `${L} um`, diameter: '2 um' } }),
    Ra: '150 ohm*cm',
    compartments: { each: segments },
    paint: [{ on: 'all', channels: [passive('0 mV', 20_000)] }],
    place: { drive: { clamp: '1 pA', at: 'dend 0' } },
    detect: { at: 'dend 0.5', when: 'V > 1 V' },
  });
  const net = new Network();
  net.population(cell, 1, { V: '0 mV' });
  const run = await simulate(net, {
    dt,
    duration,
    integrator: 'implicit',
    ...runner,
    record: { V: [0], at: ['dend 0', 'dend 1'] },
  });
  const half = cell.branching.anatomy.nodes.resistance[1]!;
  const { values } = run.traces[0]!;
  return { near: 1e3 * values.at(-2)! + half, far: 1e3 * values.at(-1)! };
}

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

/** pA into x = 0 of a Rallpack. */
const CLAMP = 100;

/** Distances of the near and the far end from the closed form of a Rallpack, root mean square in mV. */
async function rallpack(
  cell: ReturnType<typeof neuron>,
  file: string,
  places: readonly string[],
  until: number,
  integrator: string,
  runner: Runner,
): Promise<{ near: number; far: number }> {
  const net = new Network();
  net.population(cell, 1, { V: '-65 mV' });
  const run = await simulate(net, {
    dt: '0.025 ms',
    duration: `${until} ms`,
    integrator,
    ...runner,
    record: { V: [0], at: places },
  });
  // The clamp is at x = 0: what flows through the first half's resistance is added.
  const half = cell.branching.anatomy.nodes.resistance[1]! * 1e-3 * CLAMP;
  const values = run.traces[0]!.values.map((v, k) => (k % 2 === 0 ? v + half : v));
  const { rows } = goldenTable(file);
  return { near: distance(values, 2, 0, rows, 1, 0.025, until), far: distance(values, 2, 1, rows, 2, 0.025, until) };
}

const cellOfPreset = (name: string): Neuron => {
  const preset = presetByName(name);
  return preset.build(presetValues(preset), 1).populations[0]!.blueprint.shape as Neuron;
};

/** The passive cable in 101 compartments, over the whole file, or until another time. */
export function rallpack1(
  integrator: string,
  runner: Runner,
  until = Number.POSITIVE_INFINITY,
): Promise<{ near: number; far: number }> {
  const last = Math.min(until, Number(goldenTable('rallpack1').rows.at(-1)![0]));
  return rallpack(cellOfPreset('rallpack-1'), 'rallpack1', [`cable ${0.5 / 101}`, 'cable 1'], last, integrator, runner);
}

/** The passive tree of ten levels, a compartment for each branch, over the first 50 ms, or until another time. */
export function rallpack2(integrator: string, runner: Runner, until = 50): Promise<{ near: number; far: number }> {
  return rallpack(cellOfPreset('rallpack-2'), 'rallpack2', ['s0 0.5', 's1022 1'], until, integrator, runner);
}

/** Spikes of eight branched cells in a ring, and those of NEURON, each a cell and ms, by time. */
export async function ring(
  order: string,
  step: string,
  integrator: string,
  runner: Runner,
  until = 200,
): Promise<Record<'found' | 'wanted', { cell: number; t: number }[]>> {
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
  const run = await simulate(net, { dt: `${step} ms`, duration: `${until} ms`, integrator, ...runner });
  const sorted = (spikes: { cell: number; t: number }[]) => spikes.sort((a, b) => a.t - b.t || a.cell - b.cell);
  return {
    found: sorted([...run.spikes.steps].map((s, k) => ({ cell: run.spikes.cells[k]!, t: (s + 1) * dt }))),
    wanted: sorted(
      goldenTable('ring')
        .rows.filter((row) => row[0] === order && Number(row[1]) === dt)
        .map((row) => ({ cell: Number(row[2]), t: Number(row[3]) }))
        .filter(({ t }) => t <= until),
    ),
  };
}

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

/** ms */
const STEP = 0.1;

/** A junction between a node of a cell and one of another, or of the same; nS. */
interface DenseJunction {
  readonly a: readonly [cell: number, node: number];
  readonly b: readonly [cell: number, node: number];
  readonly g: number;
}

/**
 * Voltages of all nodes of random cells after a step from the voltage of each, mV, by a dense matrix. `gain`: 1, or 2 where the step is to
 * its middle and as far again.
 */
function denseStep(
  cells: readonly Neuron[],
  voltages: readonly number[],
  junctions: readonly DenseJunction[],
  gain: 1 | 2,
): Float64Array[] {
  const firsts: number[] = [];
  let n = 0;
  for (const { branching } of cells) {
    firsts.push(n);
    n += branching.anatomy.nodes.count;
  }
  const matrix = Array.from({ length: n }, () => new Float64Array(n + 1));
  const join = (i: number, j: number, g: number, right = 0): void => {
    matrix[i]![i]! += g;
    matrix[j]![j]! += g;
    matrix[i]![j]! -= g;
    matrix[j]![i]! -= g;
    matrix[i]![n]! += right;
    matrix[j]![n]! -= right;
  };
  cells.forEach(({ branching: { anatomy, capacitance, points } }, c) => {
    const { nodes } = anatomy;
    for (let k = 0; k < nodes.count; k++) {
      const at = firsts[c]! + k;
      const g = nodes.area[k]! * 0.01 * 0.1 * (1 + nodes.distance[k]! / 100);
      matrix[at]![at]! += (gain * capacitance[k]!) / STEP + g;
      matrix[at]![n]! += g * (-65 - voltages[c]!) + (points[0]!.nodes[0] === k ? 200 : 0);
      if (nodes.parent[k]! >= 0) join(at, firsts[c]! + nodes.parent[k]!, 1000 / nodes.resistance[k]!);
    }
  });
  for (const { a, b, g } of junctions)
    join(firsts[a[0]]! + a[1], firsts[b[0]]! + b[1], g, g * (voltages[b[0]]! - voltages[a[0]]!));
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
  return cells.map(({ branching }, c) =>
    Float64Array.from({ length: branching.anatomy.nodes.count }, (_, k) => {
      const row = matrix[firsts[c]! + k]!;
      return voltages[c]! + (gain * row[n]!) / row[firsts[c]! + k]!;
    }),
  );
}

/** Voltages of all nodes of a random tree after a step from −60 mV, mV, and those of a dense matrix. */
export async function oneSolution(seed: number, runner: Runner): Promise<Record<'found' | 'wanted', Float64Array>> {
  const cell = randomCell(seed);
  const net = new Network();
  net.population(cell, 1, { V: '-60 mV' });
  const simulation = await createSimulation(net, { dt: `${STEP} ms`, integrator: 'implicit', ...runner });
  await simulation.run(1);
  const found = await simulation.read('cells', 'V');
  simulation.dispose();
  return { found, wanted: denseStep([cell], [-60], [], 1)[0]! };
}

/**
 * The same of one or two random cells with `count` junctions in the solution within and between them, of 0.1 to 1000 nS: from −60 and
 * −75 mV, all nodes of the first cell and then of the second.
 */
export async function joinedSolution(
  seed: number,
  cells: 1 | 2,
  count: number,
  integrator: 'implicit' | 'implicit2',
  runner: Runner,
): Promise<Record<'found' | 'wanted', Float64Array>> {
  const shapes = [randomCell(seed), randomCell(seed + 100)].slice(0, cells);
  const voltages = [-60, -75].slice(0, cells);
  const net = new Network();
  const own = shapes.map((shape, c) => net.population(shape, 1, { V: `${voltages[c]} mV` }, { name: `cell ${c}` }));
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const junctions: DenseJunction[] = [];
  const taken = new Set<string>();
  const place = (c: number) => {
    const { nodes, shape } = shapes[c]!.branching.anatomy;
    let node = 0;
    // Ends of sections stand for the compartments next to them.
    while (!(nodes.area[node]! > 0)) node = random(nodes.count);
    return { at: `${shape.sections[nodes.section[node]!]!.name} ${nodes.x[node]!}`, node };
  };
  while (junctions.length < count) {
    const ends = [junctions.length % cells, random(cells)].map((c) => ({ c, ...place(c) }));
    const [a, b] = ends as [(typeof ends)[number], (typeof ends)[number]];
    const key = [`${a.c} ${a.node}`, `${b.c} ${b.node}`].sort().join(' with ');
    if ((a.c === b.c && a.node === b.node) || taken.has(key)) continue;
    taken.add(key);
    const g = 10 ** (random(5) - 1);
    net.couple(own[a.c]!.at(a.at), own[b.c]!.at(b.at), {
      connect: oneToOne(),
      g: `${g} nS`,
      solve: 'in-solve',
      name: `junction ${junctions.length}`,
    });
    junctions.push({ a: [a.c, a.node], b: [b.c, b.node], g });
  }
  const simulation = await createSimulation(net, { dt: `${STEP} ms`, integrator, ...runner });
  await simulation.run(1);
  const found = await Promise.all(own.map(({ name }) => simulation.read(name, 'V')));
  simulation.dispose();
  const flat = (lists: readonly Float64Array[]) => Float64Array.from(lists.flatMap((list) => [...list]));
  return {
    found: flat(found),
    wanted: flat(denseStep(shapes, voltages, junctions, integrator === 'implicit' ? 1 : 2)),
  };
}

/**
 * Voltages, mV, at the middle and the end of a passive cable after a time constant of decay from 10 mV, and that of the rule. Compartments
 * of 0.1 µm: what joins them is 125 000 times their capacitance per step. All are alike, so that nothing flows along and each decays as if
 * it were alone: by 1/(1 + dt/τ) a step, τ = C/g = 20 ms.
 */
export async function shortCompartments(runner: Runner): Promise<{ found: Float64Array; wanted: number }> {
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
    ...runner,
    record: { V: [0], at: ['dend 0.5', 'dend 1'] },
  });
  return { found: run.traces[0]!.values.slice(-2), wanted: 10 * (1 + 0.05 / 20) ** -400 };
}

/**
 * Of |Z| the relative, of its phase (degrees) the absolute differences from the file at both ends of a ball and stick, to 100 Hz.
 * `duration`: of the response, ms.
 */
export async function impedance(
  dt: number,
  runner: Runner,
  duration = 400,
): Promise<{ size: number; phase: number }[]> {
  const cell = neuron({
    shape: cable({ soma: { L: '25 um', diameter: '25 um' }, stick: { L: '800 um', diameter: '2 um', on: 'soma 0.5' } }),
    Ra: '150 ohm*cm',
    compartments: { sections: { soma: 1, stick: 161 } },
    paint: [{ on: 'all', channels: [passive('0 mV', 20_000)] }],
    place: { drive: { clamp: '0.1 nA', from: '0 ms', to: `${dt} ms`, at: 'soma 0.5' } },
    detect: { when: 'V > 1 V' },
  });
  const net = new Network();
  net.population(cell, 1, { V: '0 mV' });
  // The response to a pulse of one step is the impulse response, whose transform is the impedance.
  const run = await simulate(net, {
    dt: `${dt} ms`,
    duration: `${duration} ms`,
    integrator: 'implicit2',
    ...runner,
    record: { V: [0], at: ['stick 0', 'stick 1'] },
  });
  const { values } = run.traces[0]!;
  return goldenTable('ball-and-stick-impedance').rows.flatMap((row) => {
    const [f, x, Z, angle] = row.map(Number) as [number, number, number, number];
    if (f > 100 || !(x === 0 || x === 1)) return [];
    // The mean over a step of the pulse, then of each sample: a trapezoid in both.
    const w = (2 * Math.PI * f) / 1000;
    let [re, im] = [0, 0];
    for (let k = 0; 2 * k < values.length; k++) {
      const t = (k + 1) * dt - dt / 2;
      re += values[2 * k + x]! * Math.cos(w * t);
      im -= values[2 * k + x]! * Math.sin(w * t);
    }
    const off = (Math.atan2(im, re) * 180) / Math.PI - angle;
    return [
      { size: Math.abs((10 * Math.hypot(re, im)) / Z - 1), phase: Math.abs(((((off + 540) % 360) + 360) % 360) - 180) },
    ];
  });
}

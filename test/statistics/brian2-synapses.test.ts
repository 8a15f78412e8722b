/**
 * Synapses that change with use, written for Brian2 and run by it. Where nothing is random every weight and every release must be the
 * same number: rules, traces, order of spikes within a step.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allToAll,
  cell,
  createSimulation,
  Network,
  oneToOne,
  type Population,
  pairStdp,
  shortTermPlasticity,
} from '../../src/index.ts';
import type { ProjectionOptions } from '../../src/network/projection.ts';
import { brian2, inOrder } from './brian2.ts';

let peer: ReturnType<typeof brian2>;
beforeAll(() => {
  peer = brian2();
}, 900_000);
afterAll(() => peer.close());

const DT = 0.1;
const DURATION = 400;

/** Times (ms) of each cell of a group, on the grid and more than 5 ms apart, from a fixed recurrence. */
function times(cells: number, start: number): number[][] {
  let s = start;
  return Array.from({ length: cells }, () => {
    const out = new Set<number>();
    for (let k = 0; k < 25; k++) {
      s = (s * 1103515245 + 12345) % 2 ** 31;
      out.add((20 + ((s >>> 8) % 700)) * 5);
    }
    const sorted = [...out].sort((a, b) => a - b);
    return sorted.filter((k, n) => n === 0 || k - sorted[n - 1]! > 50).map((k) => Number((k * DT).toFixed(1)));
  });
}

const spiker = cell({
  equations: 'dv/dt = 0/ms : 1\ndx/dt = 0 : nS',
  threshold: 'v > 1',
  reset: 'v = 0',
});

/**
 * Three inputs onto all cells, and drives at whose spikes these fire one step later. Half of the targets' spikes fall into steps of the
 * inputs' spikes. None follows another at once: what arrives while a cell is reset is lost in Brian2.
 */
function withInputs(net: Network, cells: Population, rule: Partial<ProjectionOptions>): Network {
  const inputs = net.spikes(3, { times: times(3, 1), name: 'inputs' });
  const early = times(3, 1).map((own) => own.map((t) => Number((t - DT).toFixed(1))));
  const drive = net.spikes(2, {
    times: times(2, 7).map((own, k) =>
      [...new Set([...own, ...early[k]!])]
        .sort((a, b) => a - b)
        .filter((t, n, all) => n === 0 || t - all[n - 1]! > 0.15),
    ),
    name: 'drive',
  });
  net.project(drive, cells, { connect: oneToOne(), onSpike: 'v += 2' });
  net.project(inputs, cells, { connect: allToAll(), onSpike: 'x += w', name: 'plastic', ...rule });
  return net;
}

/** Three inputs onto two cells that fire one step after each spike of their own drive. */
function network(rule: Partial<ProjectionOptions>): Network {
  const net = new Network({ seed: 1 });
  const cells = net.population(spiker, 2, {}, { name: 'cells' });
  return withInputs(net, cells, rule);
}

async function here(net: Network) {
  const simulation = await createSimulation(net, { dt: `${DT} ms`, backend: 'reference', integrator: 'euler' });
  const { spikes } = await simulation.run(Math.round(DURATION / DT));
  const x = [...(await simulation.read('cells', 'x'))];
  const weights = net.projections[1]!.given.plasticity ? [...(await simulation.weights('plastic'))] : [];
  simulation.dispose();
  const steps = [...spikes.steps].filter((_, k) => spikes.cells[k]! < 2);
  return { spikes: { steps, cells: [...spikes.cells].filter((c) => c < 2) }, x, weights };
}

const there = (net: Network) => peer.run({ network: net, dt: DT, duration: DURATION, integrator: 'euler' });

/** Relative distance of two lists. */
const apart = (a: readonly number[], b: readonly number[]): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((v, k) => Math.abs(v - b[k]!))) / Math.max(...b.map(Math.abs));
};

const NANO = 1e9;
const stdp = {
  A_plus: 0.03,
  A_minus: 0.035,
  tau_plus: '17 ms',
  tau_minus: '34 ms',
  range: ['0 nS', '10 nS'],
} as const;

/** Pfister & Gerstner 2006, J. Neurosci. 26:9673: triplets, the slow traces without the spike at hand. */
const triplets: ProjectionOptions['plasticity'] = {
  pre: {
    equations: 'dr1/dt = -r1/tau_plus : 1\ndr2/dt = -r2/tau_x : 1',
    onSpike: 'r1 += 1; r2 += 1',
    initial: { r2: 0.25 },
  },
  post: { equations: 'do1/dt = -o1/tau_minus : 1\ndo2/dt = (o1 - o2)/tau_y : 1', onSpike: 'o1 += 1' },
  onPre: 'w -= o1*(A2 + A3*(r2 - 1))*(1 nS)',
  onPost: 'w += r1*(A2 + A3*o2)*(1 nS); w *= 0.999',
  parameters: { tau_plus: '17 ms', tau_minus: '34 ms', tau_x: '101 ms', tau_y: '125 ms', A2: 0.2, A3: 0.3 },
  range: ['0 nS', '10 nS'],
};

describe('plastic weights after 400 ms are those of Brian2', () => {
  test.each([
    ['additive, all pairs', pairStdp(stdp), {}],
    ['multiplicative', pairStdp({ ...stdp, dependence: 'multiplicative' }), {}],
    ['nearest pairs', pairStdp({ ...stdp, pairs: 'nearest' }), {}],
    ['a delay of 3 ms, which weights do not wait for', pairStdp(stdp), { delay: '3 ms' }],
    ['a delay for each synapse', pairStdp(stdp), { delay: [1, 2, 0.1, 4, 5, 0.5] }],
    ['triplets, with coupled traces', triplets, {}],
  ] as const)('%s', async (_, plasticity, more) => {
    const rule = { plasticity, weight: [5, 2, 8, 5, 1, 9.5], ...more };
    const own = await here(network(rule));
    const other = there(network(rule));
    const { steps, cells } = inOrder(other.spikes['cells']!);
    expect([...steps]).toEqual(own.spikes.steps);
    expect([...cells]).toEqual(own.spikes.cells);
    const weights = other.weights['from_plastic']!.map((w) => w * NANO);
    // The rule did something, and not everything at its bounds.
    expect(own.weights.filter((w, k) => Math.abs(w - rule.weight[k]!) > 0.1).length).toBeGreaterThan(3);
    expect(new Set(own.weights.map((w) => w.toFixed(6))).size).toBeGreaterThan(3);
    expect(apart(own.weights, weights)).toBeLessThan(1e-9);
    // Sums are kept in units of 2^-n here, at most 31 bits for all weights of a cell.
    const sum = other.states['cells']!['x']!.map((x) => x * NANO);
    expect(apart(own.x, sum)).toBeLessThan(1e-4);
  });
});

describe('what was released after 400 ms is what Brian2 released', () => {
  test.each([
    ['depression', shortTermPlasticity({ U: 0.5, tau_rec: '150 ms' }), { weight: '3 nS' }],
    [
      'facilitation, weights of their own',
      shortTermPlasticity({ U: 0.1, tau_rec: '40 ms', tau_facil: '300 ms' }),
      { weight: [5, 2, 8, 5, 1, 9.5] },
    ],
    [
      'a delay',
      shortTermPlasticity({ U: 0.2, tau_rec: '90 ms', tau_facil: '50 ms' }),
      { weight: '3 nS', delay: '2 ms' },
    ],
  ] as const)('%s', async (_, release, more) => {
    const own = await here(network({ release, ...more }));
    const other = there(network({ release, ...more }));
    const sum = other.states['cells']!['x']!.map((x) => x * NANO);
    expect(Math.min(...sum)).toBeGreaterThan(10);
    // Releases with weights of their own are kept in 12 bits.
    expect(apart(own.x, sum)).toBeLessThan(Array.isArray(more.weight) ? 1e-4 : 1e-5);
  });
});

/** Cells with variables that rules read, and a second kind of event; inputs and times are those of `network`. */
function living(rule: Partial<ProjectionOptions>): Network {
  const net = new Network({ seed: 1 });
  const model = cell({
    equations: 'dv/dt = -v/(30 ms) : 1\ndslow/dt = (gain - slow)/(40 ms) : 1\ndx/dt = 0 : nS',
    threshold: 'v > 1',
    reset: 'v = 0.25',
    events: { falling: 'v < 0.1 and previous(v) >= 0.1' },
    parameters: { gain: 2 },
  });
  const cells = net.population(model, 2, { slow: '0.5*i' }, { name: 'cells' });
  return withInputs(net, cells, rule);
}

/** Graupner & Brunel's form: calcium that jumps late, a weight that moves while it is above a threshold. */
const calcium: ProjectionOptions['plasticity'] = {
  equations: `dc/dt = -c/tau_c : 1
              dw/dt = (a*int(c > theta)*(10 nS - w) - b*w*int(c > 0.5*theta))/tau_w : nS`,
  on: [
    { at: 'source', delay: '13.7 ms', do: 'c += 0.6' },
    { at: 'target', do: 'c += 0.9' },
  ],
  parameters: { tau_c: '20 ms', tau_w: '300 ms', theta: 1.2, a: 0.7, b: 0.2 },
  range: ['0 nS', '10 nS'],
  integrator: 'euler',
};

describe('synapses with a state are those of Brian2 after 400 ms', () => {
  const range = ['0 nS', '10 nS'] as const;
  test.each<readonly [string, Partial<ProjectionOptions>, readonly string[]]>([
    [
      'variables that events bring up to date, rules that read the cells before reset and arrivals',
      {
        plasticity: {
          equations: 'dc/dt = (E - c)/tau : 1\nn : 1\nlast : 1',
          initial: { c: 0.75, n: [1, 2, 3, 4, 5, 6] },
          onPre: 'last = c; c += U*slow_post; w -= A*nS*v',
          onPost: 'w += A*nS*(c + gain*v_post); n += 1',
          parameters: { E: 0.5, tau: '25 ms', U: 0.25, A: 0.125 },
          range,
        },
      },
      ['n', 'last'],
    ],
    [
      'traces, one of which does not start at 0',
      { plasticity: { ...triplets, equations: 'n : 1', onPost: 'w += r1*(A2 + A3*o2)*(1 nS); w *= 0.999; n += r1' } },
      ['n'],
    ],
    ['further events, late ones among them, a weight that moves', { plasticity: calcium }, ['c']],
    [
      'an equation that reads a cell, and one that is not linear',
      {
        plasticity: {
          equations:
            'dm/dt = (slow_post - m)/(20 ms) : 1\ndw/dt = m*(5 nS - w)/(200 ms) : nS\ndq/dt = (1 - q**2)/(50 ms) : 1',
          onPre: 'm += 1; q -= 0.05',
          integrator: 'euler',
          range,
        },
      },
      ['m', 'q'],
    ],
    [
      'what is done at regular times',
      {
        plasticity: {
          equations: 'dc/dt = -c/(30 ms) : 1',
          onPre: 'c += 1; w += 0.25*nS*c',
          every: [{ interval: '50 ms', do: 'w *= total/sum_in(w); c = 0.5*c' }],
          parameters: { total: '12 nS' },
          range,
        },
      },
      ['c'],
    ],
    [
      'events of the target in the place of its spikes, and beside them',
      {
        plasticity: {
          equations: 'n : 1',
          at: { target: 'falling' },
          onPost: 'w += 0.25*nS*slow',
          on: [{ at: 'target', do: 'n += 1' }],
          range,
        },
      },
      ['n'],
    ],
    [
      'a dendritic delay',
      {
        delay: '3 ms',
        plasticity: {
          equations: 'dc/dt = -c/(30 ms) : 1',
          onPre: 'c += 1',
          onPost: 'w += 0.02*nS*c*slow_post',
          delays: 'dendritic',
          range,
        },
      },
      [],
    ],
    [
      'an axonal delay',
      {
        delay: '3 ms',
        plasticity: {
          equations: 'dc/dt = -c/(30 ms) : 1',
          onPre: 'c += 1; w -= 0.1*nS*slow_post',
          onPost: 'w += 0.25*nS*c',
          delays: 'axonal',
          range,
        },
      },
      [],
    ],
    [
      'a part of the weight is delivered, late',
      {
        delay: '2 ms',
        plasticity: {
          equations: 'dr/dt = (1 - r)/(60 ms) : 1',
          initial: { r: 1 },
          onPre: 'r -= 0.4*r; w -= 0.1*nS',
          amount: 'r',
          range,
        },
      },
      [],
    ],
    [
      'U of each synapse',
      {
        release: shortTermPlasticity({
          U: [0.125, 0.25, 0.375, 0.5, 0.625, 0.75],
          tau_rec: '150 ms',
          tau_facil: '40 ms',
        }),
      },
      [],
    ],
    [
      'U of each source',
      { release: shortTermPlasticity({ U: [0.25, 0.5, 0.75], tau_rec: '150 ms' }), weight: '3 nS' },
      [],
    ],
  ])('%s', async (_, more, variables) => {
    const rule = { weight: [5, 2, 8, 5, 1, 9.5], ...more };
    const net = living(rule);
    const simulation = await createSimulation(net, {
      dt: `${DT} ms`,
      backend: 'reference',
      integrator: 'ind_exp_euler',
    });
    await simulation.run(Math.round(DURATION / DT));
    const own = new Map<string, number[]>();
    for (const name of more.plasticity ? ['w', ...variables] : variables)
      own.set(name, [...(await simulation.read('plastic', name))]);
    const x = [...(await simulation.read('cells', 'x'))];
    simulation.dispose();
    const other = peer.run({ network: living(rule), dt: DT, duration: DURATION, integrator: 'ind_exp_euler' });
    const there = other.synapses['from_plastic']!;
    for (const [name, values] of own) {
      const scale = name === 'w' ? NANO : 1;
      const seen = there[name] ?? there[`${name}_syn`];
      expect(new Set(values.map((value) => value.toFixed(6))).size, name).toBeGreaterThan(1);
      expect(
        apart(
          values,
          seen!.map((value) => value * scale),
        ),
        name,
      ).toBeLessThan(1e-9);
    }
    const sum = other.states['cells']!['x']!.map((value) => value * NANO);
    expect(Math.min(...sum)).toBeGreaterThan(10);
    expect(apart(x, sum), 'what was delivered').toBeLessThan(1e-4);
  });
});

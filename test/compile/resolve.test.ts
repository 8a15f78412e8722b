import { describe, expect, test } from 'vitest';
import { resolveNetwork } from '../../src/compile/resolve.ts';
import { buildModel as cell } from '../../src/equations/cell-model.ts';
import { Network } from '../../src/network/network.ts';
import { allToAll, fixedProbability, oneToOne, synapseList } from '../../src/network/rules/index.ts';
import { fanoutOf } from '../fixtures/programs/parts.ts';

const lif = () =>
  cell({
    equations: `
      dv/dt = (E_L - v + R*I)/tau : mV
      dg_e/dt = -g_e/tau_e : nS
      I : pA
    `,
    parameters: { E_L: '-60 mV', R: '0.1 Gohm', tau: '20 ms', tau_e: '5 ms', I: '0 pA' },
    threshold: 'v > -50 mV',
    reset: 'v = E_L',
  });

describe('populations', () => {
  test('are numbered with stimulus sources last, in order of creation', () => {
    const net = new Network();
    net.poisson(3, { rate: '300 Hz' });
    const a = net.population(lif(), 5);
    a.slice(1, 3, { name: 'E' });
    net.spikes(2, { times: [['1 ms'], [2]] });
    net.population(lif(), 4);
    const r = resolveNetwork(net, 0.1);
    expect(r.populations.map((p) => [p.name, p.role, p.first, p.size])).toEqual([
      ['cells', 'cells', 0, 5],
      ['cells2', 'cells', 5, 4],
      ['poisson', 'source', 9, 3],
      ['spikes', 'source', 12, 2],
    ]);
    expect(r.cells).toBe(9);
    expect(r.groups).toContainEqual({ name: 'E', first: 1, count: 2, role: 'cells' });
    expect(fanoutOf(r).rows).toHaveLength(15);
    expect(fanoutOf(r).targets).toHaveLength(0);
    expect(fanoutOf(r).width).toBe(0);
  });

  test('take initial values and parameters as text, numbers in the variable’s unit, and arrays', () => {
    const net = new Network();
    net.population(lif(), 3, { v: 'E_L + i*1 mV', g_e: [1, '2 nS', 0.003], I: '0.3 nA' });
    net.population(lif(), 2, { v: -70, I: [10, 20] }, { name: 'b' });
    const [a, b] = resolveNetwork(net, 0.1).populations;
    expect(a!.initial).toEqual([Float64Array.of(-60, -59, -58), Float64Array.of(1, 2, 0.003)]);
    expect(a!.parameters.find((p) => p.name === 'I')!.value).toBe(300);
    expect(b!.initial).toEqual([-70, 0]);
    expect(b!.parameters.find((p) => p.name === 'I')!.value).toEqual(Float64Array.of(10, 20));
  });
});

describe('projections', () => {
  test('share an inlet where target, variable and weight agree', () => {
    const net = new Network();
    const cells = net.population(lif(), 4);
    const connect = allToAll();
    const parameters = { w_e: '6 nS' };
    net.project(cells.slice(0, 2), cells, { connect, onSpike: 'g_e += w_e', parameters });
    net.project(cells.slice(2, 4), cells, { connect, onSpike: 'g_e += w_e', parameters });
    net.project(cells, cells, { connect, onSpike: 'v -= 2 mV' });
    const r = resolveNetwork(net, 0.1);
    expect(r.inlets.map((i) => [i.population, i.variable, i.label, i.quantum])).toEqual([
      [0, 'g_e', 'g_e of cells', 1],
      [0, 'v', 'v of cells', 1],
    ]);
    expect(r.inlets[0]!.weight).toMatchObject({ op: 'parameter', name: 'w_e' });
    expect(r.inlets[1]!.weight).toMatchObject({ op: 'number', value: -2 });
    expect(r.populations[0]!.parameters.at(-1)).toMatchObject({ name: 'w_e', value: 6, unit: 'nS' });
    expect(fanoutOf(r).weights).toBeNull();
    expect(fanoutOf(r).slots).toBe(2);
    expect(fanoutOf(r).width).toBe(8);
    expect(fanoutOf(r).offsets).toEqual([0, 4]);
    // Delay of one step: entry = 1·width + offset + target.
    expect([...fanoutOf(r).targets.subarray(fanoutOf(r).rows[0], fanoutOf(r).rows[1])]).toEqual([
      8, 9, 10, 11, 12, 13, 14, 15,
    ]);
  });

  test('round delays to the nearest step, per synapse too', () => {
    const net = new Network();
    const cells = net.population(lif(), 3);
    net.project(cells, cells, { connect: oneToOne(), onSpike: 'v += 1 mV', delay: '0.84 ms' });
    net.project(cells, cells, {
      connect: synapseList([
        [2, 0],
        [0, 1],
      ]),
      onSpike: 'v += 1 mV',
      delay: ['1 ms', 0.3],
    });
    const fanout = fanoutOf(resolveNetwork(net, 0.1));
    expect(fanout.slots).toBe(11);
    const row = (i: number) => [...fanout.targets.subarray(fanout.rows[i], fanout.rows[i + 1])];
    expect(row(0)).toEqual([8 * 3 + 0, 3 * 3 + 1]);
    expect(row(1)).toEqual([8 * 3 + 1]);
    expect(row(2)).toEqual([8 * 3 + 2, 10 * 3 + 0]);
  });

  test('carry per-synapse weights in fixed point, in the order of the list', () => {
    const net = new Network();
    const cells = net.population(lif(), 2);
    net.project(cells, cells, {
      connect: synapseList([
        [1, 0],
        [0, 1],
        [1, 1],
      ]),
      onSpike: 'g_e += 2*w',
      weight: [3, -1.5, '0.75 nS'],
    });
    net.project(cells, cells, { connect: oneToOne(), onSpike: 'g_e += 6 nS' });
    const resolved = resolveNetwork(net, 0.1);
    const { inlets } = resolved;
    const fanout = fanoutOf(resolved);
    const quantum = inlets[0]!.quantum;
    expect(Number.isInteger(Math.log2(quantum))).toBe(true);
    expect(inlets[0]!.weight).toMatchObject({ op: 'number', value: 2 * quantum });
    expect(inlets[1]!.weight).toMatchObject({ op: 'number', value: 6 });
    const real = Array.from(fanout.weights!, (w, k) => (fanout.targets[k]! % 4 < 2 ? w * quantum : w));
    // Row 0: list 0→1, then one to one; row 1: list 1→0, 1→1, then one to one.
    expect(real).toEqual([-1.5, 1, 3, 0.75, 1]);
  });

  test('of random weights do not depend on other projections', () => {
    const build = (withOther: boolean) => {
      const net = new Network({ seed: 7 });
      const cells = net.population(lif(), 50);
      if (withOther) net.project(cells, cells, { name: 'other', connect: oneToOne(), onSpike: 'v += 1 mV' });
      net.project(cells, cells, {
        name: 'random',
        connect: fixedProbability(0.2),
        onSpike: 'g_e += w',
        weight: 'normal(6 nS, 1 nS)',
        delay: 'uniform(1 ms, 3 ms)',
      });
      const resolved = resolveNetwork(net, 0.1);
      const { inlets } = resolved;
      const fanout = fanoutOf(resolved);
      const inlet = inlets.findIndex((i) => i.variable === 'g_e');
      const out: string[] = [];
      for (let i = 0; i < 50; i++)
        for (let k = fanout.rows[i]!; k < fanout.rows[i + 1]!; k++) {
          const entry = fanout.targets[k]!;
          const at = (entry % fanout.width) - fanout.offsets[inlet]!;
          if (at >= 0 && at < 50) out.push(`${i} ${at} ${Math.floor(entry / fanout.width)} ${fanout.weights![k]}`);
        }
      return out;
    };
    expect(build(true)).toEqual(build(false));
    expect(build(false).length).toBeGreaterThan(300);
  });
});

describe('mistakes are refused at the call that makes them', () => {
  const cells = () => {
    const net = new Network();
    return { net, cells: net.population(lif(), 4) };
  };
  const connect = allToAll();
  test.each<[string, () => unknown, RegExp]>([
    ['negative size', () => new Network().population(lif(), -1), /whole number from 0/],
    ['fraction', () => new Network().population(lif(), 1.5), /whole number/],
    ['seed', () => new Network({ seed: -1 }), /seed/],
    ['unknown variable', () => new Network().population(lif(), 1, { u: 0 }), /'u'.*v, g_e/],
    ['wrong unit', () => new Network().population(lif(), 1, { v: '3 nS' }), /mV/],
    ['array length', () => new Network().population(lif(), 3, { v: [1, 2] }), /2 entries for 3 cells/],
    ['circle', () => new Network().population(lif(), 1, { v: 'E_L + R*I', I: 'v/R' }), /circle/],
    ['slice', () => cells().cells.slice(2, 9), /0 to 4/],
    ['slice order', () => cells().cells.slice(3, 2), /ends before/],
    ['same name', () => cells().cells.slice(0, 1, { name: 'cells' }), /already has a population/],
    ['probability', () => fixedProbability(2), /0 to 1.*2/],
    [
      'other network',
      () => cells().net.project(cells().cells, cells().cells, { connect, onSpike: 'v += 1 mV' }),
      /this network/,
    ],
    [
      'unknown target',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'g_i += 1 nS' });
      },
      /g_i/,
    ],
    [
      'weight unit',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'g_e += 1 mV' });
      },
      /nS/,
    ],
    [
      'assignment',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'v = E_L' });
      },
      /add/,
    ],
    [
      'state',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'v += 0.1*(E_L - v)**2/(1 mV)' });
      },
      /target's variable 'v'.*linearly on the variable itself/s,
    ],
    [
      'weight twice',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'v += w*w/(1 mV)', weight: 'normal(1 mV, 1 mV)' });
      },
      /once, as a factor/,
    ],
    [
      'zero delay',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'v += 1 mV', delay: '0 ms' });
      },
      /at least one step/,
    ],
    [
      'onto a stimulus',
      () => {
        const { net, cells: c } = cells();
        net.project(c, net.poisson(1, { rate: '1 Hz' }), { connect, onSpike: 'v += 1 mV' });
      },
      /stimulus/,
    ],
    [
      'taken parameter',
      () => {
        const { net, cells: c } = cells();
        net.project(c, c, { connect, onSpike: 'v += I', parameters: { I: '1 mV' } });
      },
      /already has/,
    ],
    [
      'one to one',
      () => {
        const { net, cells: c } = cells();
        net.project(c.slice(0, 2), c, { connect: oneToOne(), onSpike: 'v += 1 mV' });
      },
      /2 sources and 4 targets/,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ name: expect.stringMatching(/^(UserError|TextError)$/) }));
  });

  test('a delay shorter than a step, once the step is known', () => {
    const { net, cells: c } = cells();
    net.project(c, c, { connect, onSpike: 'v += 1 mV', delay: '0.05 ms' });
    expect(() => resolveNetwork(net, 0.1)).toThrow(/shorter than one step/);
    expect(resolveNetwork(net, 0.05).ring.slots).toBe(2);
  });
});

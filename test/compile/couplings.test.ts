/** Couplings against closed forms, other programs' results and independent integrations. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  allToAll,
  type BackendName,
  cell,
  compartment,
  createSimulation,
  fixedProbability,
  K_HH1952,
  leak,
  Na_HH1952,
  Network,
  oneToOne,
  simulate,
  synapseList,
} from '../../src/index.ts';

const backends: readonly BackendName[] = ['reference', 'wasm'];

describe('two RC cells with a gap junction', () => {
  // C 100, 200 pF; g 10, 5 nS; E −70, −60 mV; junction 4 nS; 150 pA into the first; both from −65 mV.
  const [C, g, E, junction, I] = [[100, 200], [10, 5], [-70, -60], 4, [150, 0]] as const;
  const network = (): Network => {
    const net = new Network();
    const rc = cell({
      equations: 'dV/dt = (g*(E - V) + I + I_gap)/C : mV\nI_gap : pA (summed)',
      parameters: {
        C: C.map((x) => `${x} pF`),
        g: g.map((x) => `${x} nS`),
        E: E.map((x) => `${x} mV`),
        I: I.map((x) => `${x} pA`),
      },
    });
    const cells = net.population(rc, 2, { V: -65 });
    net.couple(cells, cells, {
      connect: synapseList([[0, 1]]),
      current: 'g_gap*(V_other - V)',
      parameters: { g_gap: `${junction} nS` },
    });
    return net;
  };

  /** exp(Mt) of the 2 × 2 system C·dV/dt = g(E − V) + g_gap(V' − V) + I. */
  const exact = (t: number): [number, number] => {
    const m = [
      [-(g[0] + junction) / C[0], junction / C[0]],
      [junction / C[1], -(g[1] + junction) / C[1]],
    ] as const;
    const b = [(g[0] * E[0] + I[0]) / C[0], (g[1] * E[1] + I[1]) / C[1]] as const;
    const det = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    const rest = [(-b[0] * m[1][1] + b[1] * m[0][1]) / det, (-b[1] * m[0][0] + b[0] * m[1][0]) / det] as const;
    const half = (m[0][0] + m[1][1]) / 2;
    const root = Math.sqrt(half * half - det);
    const [x, y] = [-65 - rest[0], -65 - rest[1]];
    // exp(Mt) = e^(half·t)·(cosh(root·t)·1 + sinh(root·t)/root·(M − half·1)).
    const [c, s, e] = [Math.cosh(root * t), Math.sinh(root * t) / root, Math.exp(half * t)];
    return [
      rest[0] + e * (c * x + s * ((m[0][0] - half) * x + m[0][1] * y)),
      rest[1] + e * (c * y + s * (m[1][0] * x + (m[1][1] - half) * y)),
    ];
  };

  /** Largest difference at 1, 2, … 50 ms, mV. */
  const error = async (dt: number, backend: BackendName): Promise<number> => {
    const run = await simulate(network(), {
      duration: '50 ms',
      dt: `${dt} ms`,
      backend,
      record: [{ population: 'cells', variables: ['V'], cells: [0, 1], every: '1 ms' }],
    });
    const { values } = run.traces[0]!;
    let worst = 0;
    for (let k = 0; k < 50; k++)
      exact(k + 1).forEach((v, i) => {
        worst = Math.max(worst, Math.abs(values[2 * k + i]! - v));
      });
    return worst;
  };

  it('meets the closed form of the golden file', () => {
    // 0.5 ms, and the steady state.
    expect(exact(0.5)[0]).toBeCloseTo(-64.5164766112, 9);
    expect(exact(0.5)[1]).toBeCloseTo(-64.935771466, 8);
    expect(exact(1000)[0]).toBeCloseTo(-55.9090909091, 9);
  });

  it('first order, and 1e-6 of the voltage as dt goes to 0', async () => {
    const errors = [await error(0.1, 'reference'), await error(0.05, 'reference'), await error(0.025, 'reference')];
    // Both sides hold the other's voltage for a step: 5.4e-3 mV at 0.025 ms where each side's own is held implicitly (NEURON).
    expect(errors[2]).toBeLessThan(6e-3);
    for (const k of [0, 1]) expect(Math.log2(errors[k]! / errors[k + 1]!)).toBeCloseTo(1, 1);
    expect(await error(0.00025, 'reference')).toBeLessThan(1e-6 * 60);
  });

  it('on wasm too', async () => {
    const [there, here] = [await error(0.05, 'reference'), await error(0.05, 'wasm')];
    // 1000 steps of f32 at 60 mV: half an ulp, 2e-6 mV, in each, damped by 1 − dt·g/C.
    expect(Math.abs(there - here)).toBeLessThan(1000 * 2e-6);
  });
});

describe('two Hodgkin–Huxley cells with a gap junction', () => {
  // The golden file's cells: cylinders of 20 µm by 20 µm, so 1256.637 µm².
  const area = Math.PI * 20 * 20 * 1e-8;
  const perArea = (nA: number): number => (nA * 1e-3) / area;
  const network = (): Network => {
    const net = new Network();
    const hh = compartment({
      C: '1 uF/cm^2',
      channels: [
        Na_HH1952({ g: '120 mS/cm^2' }),
        K_HH1952({ g: '36 mS/cm^2' }),
        leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' }),
      ],
      equations: 'I_gap : uA/cm^2 (summed)\nI_0 : uA/cm^2',
      stimulus: 'I_gap + I_0*int(t >= 2 ms)',
      parameters: { I_0: [`${perArea(0.15)} uA/cm^2`, `${perArea(0.02)} uA/cm^2`] },
    });
    // Gates at rest at −65 mV.
    const cells = net.population(hh, 2, {
      V: -65,
      m: 0.05293248525724958,
      h: 0.5961207535084603,
      n: 0.3176769140606974,
    });
    net.couple(cells, cells, {
      connect: synapseList([[0, 1]]),
      current: 'g_gap*(V_other - V)',
      parameters: { g_gap: `${0.003e-3 / area} mS/cm^2` },
    });
    return net;
  };

  const lines = readFileSync(new URL('../golden/gap_hh_converged.csv', import.meta.url), 'utf8').split('\n');
  const crossings = lines
    .filter((line) => line.includes('upward crossings'))
    .map((line) => line.split('(ms): ')[1]!.trim().split(' ').map(Number));

  /** Interpolated upward crossings of 0 mV within 100 ms. */
  const found = async (dt: number, backend: BackendName): Promise<number[][]> => {
    const run = await simulate(network(), {
      duration: '100 ms',
      dt: `${dt} ms`,
      backend,
      integrator: 'rk4',
      record: { V: [0, 1] },
    });
    const { values } = run.traces[0]!;
    return [0, 1].map((c) => {
      const times: number[] = [];
      for (let k = 1; 2 * k + c < values.length; k++) {
        const [before, after] = [values[2 * (k - 1) + c]!, values[2 * k + c]!];
        if (before < 0 && after >= 0) times.push(dt * (k + before / (before - after)));
      }
      return times;
    });
  };
  const worst = (times: readonly (readonly number[])[]): number =>
    Math.max(...crossings.flatMap((row, c) => row.map((t, k) => Math.abs(t - times[c]![k]!))));

  it('spikes converge to those of the equations themselves, first order', async () => {
    const runs = [await found(0.02, 'reference'), await found(0.01, 'reference'), await found(0.005, 'reference')];
    for (const times of runs) expect(times.map((row) => row.length)).toEqual(crossings.map((row) => row.length));
    const [a, b, c] = runs.map(worst) as [number, number, number];
    // The interpolation adds 2e-4 ms at most. The 7th spike is 90 ms from the start.
    expect(c).toBeLessThan(0.02);
    expect(Math.log2(a / b)).toBeCloseTo(1, 0);
    expect(Math.log2(b / c)).toBeCloseTo(1, 0);
  });

  it('wasm has the same spikes', async () => {
    const [there, here] = [await found(0.02, 'reference'), await found(0.02, 'wasm')];
    for (const c of [0, 1]) {
      expect(here[c]!.length).toBe(there[c]!.length);
      here[c]!.forEach((t, k) => {
        expect(Math.abs(t - there[c]![k]!)).toBeLessThan(0.02);
      });
    }
  });
});

describe('Kuramoto oscillators', () => {
  it.each(backends)('200 of them have the order of the mean field on %s', async (backend) => {
    const size = 200;
    // Quantiles of a Lorentz distribution of half width γ; critical coupling 2γ, r = √(1 − 2γ/K) for infinitely many.
    const [gamma, K] = [0.05, 0.25];
    const omega = Array.from({ length: size }, (_, i) => gamma * Math.tan(Math.PI * ((i + 0.5) / size - 0.5)));
    const net = new Network({ seed: 5 });
    const oscillator = cell({
      equations: `dtheta/dt = omega + K*coupling : 1
        coupling : 1 (summed)
        omega : 1/ms`,
      parameters: { K: `${K} 1/ms`, omega: omega.map((w) => `${w} 1/ms`) },
    });
    const cells = net.population(oscillator, size, { theta: 'uniform(-3.14159, 3.14159)' });
    net.couple(cells, cells, { connect: allToAll(), value: 'sin(theta_pre - theta_post)/N_pre' });
    const run = await simulate(net, {
      duration: '600 ms',
      dt: '0.2 ms',
      backend,
      record: [{ population: 'cells', variables: ['theta'], cells: 'all', every: '5 ms' }],
    });
    const { values } = run.traces[0]!;
    let sum = 0;
    let rows = 0;
    for (let row = 60; row < 120; row++, rows++) {
      let [x, y] = [0, 0];
      for (let i = 0; i < size; i++) {
        x += Math.cos(values[row * size + i]!);
        y += Math.sin(values[row * size + i]!);
      }
      sum += Math.hypot(x, y) / size;
    }
    // Self-consistency of these 200: locked ones give √(1 − (ω/(Kr))²), drifting ones nothing by symmetry.
    let r = 1;
    for (let k = 0; k < 200; k++)
      r = omega.reduce((n, w) => n + (Math.abs(w) < K * r ? Math.sqrt(1 - (w / (K * r)) ** 2) : 0), 0) / size;
    expect(r).toBeCloseTo(Math.sqrt(1 - (2 * gamma) / K), 2);
    // Fluctuations of the drifting fifth: 1/size each, √40 of them, over 60 samples that are not independent.
    expect(Math.abs(sum / rows - r)).toBeLessThan(0.02);
  });
});

describe('gates that saturate', () => {
  it.each(backends)("on the target: 's += a*(1 - s)' gives 0.72621 on %s", async (backend) => {
    const net = new Network();
    const source = net.spikes(1, { times: [[1, 11]] });
    const target = net.population(cell({ equations: 'ds/dt = -s/(100 ms) : 1' }), 1);
    net.project(source, target, { connect: allToAll(), onSpike: 's += alpha*(1 - s)', parameters: { alpha: 0.5 } });
    const sim = await createSimulation(net, { dt: '0.1 ms', backend });
    // Arrivals act at the start of the steps after those of the spikes, at 1.1 and 11.1 ms; then one step of decay.
    await sim.run(112);
    const x = 0.5 * Math.exp(-10 / 100);
    const right = (x + 0.5 * (1 - x)) * Math.exp(-0.1 / 100);
    expect(right / Math.exp(-0.001)).toBeCloseTo(0.72621, 5);
    expect(Math.abs((await sim.read('cells', 's'))[0]! / right - 1)).toBeLessThan(
      backend === 'reference' ? 1e-12 : 1e-5,
    );
  });

  it.each(backends)(
    'several spikes in one step act one after another, whatever their order, on %s',
    async (backend) => {
      const net = new Network();
      const sources = net.spikes(7, { times: Array.from({ length: 7 }, (_, i) => (i < 5 ? [1] : [1, 3])) });
      const target = net.population(
        cell({ equations: 'ds2/dt = 0/ms : 1\ndv/dt = 0*mV/ms : mV\ndq/dt = 0/ms : 1' }),
        1,
        {
          s2: 0.2,
          v: -70,
          q: 0.3,
        },
      );
      net.project(sources, target, {
        connect: allToAll(),
        onSpike: 's2 += 0.3*(1 - s2); v += 0.25*(E - v); q += 1 - q',
        parameters: { E: '10 mV' },
      });
      const sim = await createSimulation(net, { dt: '0.1 ms', backend });
      await sim.run(40);
      const left = (start: number, end: number, part: number): number => end + (start - end) * (1 - part) ** 9;
      const close = backend === 'reference' ? 1e-12 : 2e-6;
      expect(Math.abs((await sim.read('cells', 's2'))[0]! - left(0.2, 1, 0.3))).toBeLessThan(close);
      expect(Math.abs((await sim.read('cells', 'v'))[0]! - left(-70, 10, 0.25))).toBeLessThan(80 * close);
      expect((await sim.read('cells', 'q'))[0]!).toBe(1);
    },
  );

  it('projections that do both act in the order in which they were made', async () => {
    for (const order of [0, 1]) {
      const net = new Network();
      const source = net.spikes(1, { times: [[1]] });
      const target = net.population(cell({ equations: 'ds/dt = 0/ms : 1' }), 1, { s: 0.2 });
      const effects = ['s += 0.1', 's += 0.5*(1 - s)'];
      for (const onSpike of order === 0 ? effects : effects.reverse())
        net.project(source, target, { connect: allToAll(), onSpike });
      const sim = await createSimulation(net, { dt: '0.1 ms', backend: 'reference' });
      await sim.run(20);
      expect((await sim.read('cells', 's'))[0]).toBeCloseTo(order === 0 ? 0.3 + 0.35 : 0.6 + 0.1, 12);
    }
  });

  it('a part below 0, weights of each synapse and other variables are refused in words', async () => {
    const net = new Network();
    const source = net.spikes(2, { times: [[1], [1]] });
    const target = net.population(cell({ equations: 'ds/dt = 0/ms : 1\ndx/dt = 0/ms : 1' }), 2);
    const connect = allToAll();
    expect(() =>
      net.project(source, target, { connect, onSpike: 's += w*(1 - s)', weight: [0.1, 0.2, 0.3, 0.4] }),
    ).toThrow(/depends on 's' itself, so the weights of spikes that arrive together cannot be added up/);
    expect(() => net.project(source, target, { connect, onSpike: 's += x' })).toThrow(
      /linearly on the variable itself/,
    );
    expect(() => net.project(source, target, { connect, onSpike: 's += s*s' })).toThrow(
      /linearly on the variable itself/,
    );
    net.project(source, target, { connect, onSpike: 's += a*(1 - s)', parameters: { a: 0.5 } });
    const sim = await createSimulation(net, { dt: '0.1 ms', backend: 'reference' });
    expect(() => sim.setParameter('cells', 'a', '1.5')).toThrow(/The part of 's' that a spike leaves is -0.5/);
  });

  it.each(backends)(
    'of each source, summed over synapses, as Wang has them, against an integration by hand, on %s',
    async (backend) => {
      // s jumps at the spikes of its own cell, s ← s + 0.5(1 − s), and decays; targets see Σ w·s of 3 sources, each at its own times.
      const times = [
        [1, 11],
        [5, 6, 7],
        [2, 20],
      ];
      const net = new Network();
      const drive = net.spikes(3, { times });
      const gate = cell({
        equations: 'dx/dt = 0/ms : 1\nds/dt = -s/(100 ms) : 1',
        threshold: 'x > 0.5',
        reset: 'x = 0; s += alpha*(1 - s)',
        parameters: { alpha: 0.5 },
      });
      const sources = net.population(gate, 3, {}, { name: 'sources' });
      net.project(drive, sources, { connect: oneToOne(), onSpike: 'x += 1' });
      const target = cell({ equations: 'dv/dt = (s_total*mV - v)/(10 ms) : mV\ns_total : 1 (summed)' });
      const targets = net.population(target, 2, {}, { name: 'targets' });
      const weights = [1, 0.5, 0.25, 0, 2, 0.125];
      net.couple(sources, targets, {
        connect: allToAll(),
        equations: 's_total_post = w*s_pre : 1 (summed)',
        weight: weights,
      });
      const dt = 0.1;
      const sim = await createSimulation(net, { dt: `${dt} ms`, backend });
      await sim.run(300);
      // By hand: a spike at T is noted in step T/dt, arrives in the next one, and the gate jumps at that step's end.
      const s = [0, 0, 0];
      const v = [0, 0];
      const totals = [0, 0];
      for (let k = 0; k < 300; k++) {
        for (const j of [0, 1]) totals[j] = [0, 1, 2].reduce((n, i) => n + weights[2 * i + j]! * s[i]!, 0);
        for (const j of [0, 1]) v[j] = totals[j]! + (v[j]! - totals[j]!) * Math.exp(-dt / 10);
        for (const i of [0, 1, 2]) {
          s[i] = s[i]! * Math.exp(-dt / 100);
          if (times[i]!.some((t) => Math.round(t / dt) + 1 === k)) s[i] = s[i]! + 0.5 * (1 - s[i]!);
        }
      }
      const close = backend === 'reference' ? 1e-12 : 1e-5;
      for (const j of [0, 1]) {
        expect(Math.abs((await sim.read('targets', 's_total'))[j]! / totals[j]! - 1)).toBeLessThan(close);
        expect(Math.abs((await sim.read('targets', 'v'))[j]! / v[j]! - 1)).toBeLessThan(close);
      }
    },
  );
});

it.each(backends)('a pair of cells with graded synapses (Wang & Rinzel) on %s', async (backend) => {
  // Two cells inhibit one another by s∞(V) with a lag; independent integration by Runge–Kutta at a fortieth of the step.
  const net = new Network();
  const model = cell({
    equations: `dV/dt = (g*(E - V) + I + I_syn)/C : mV
      ds/dt = (1/(1 + exp(-(V - V_h)/k)) - s)/tau_s : 1
      I_syn : pA (summed)
      I : pA`,
    parameters: {
      C: '100 pF',
      g: '5 nS',
      E: '-65 mV',
      V_h: '-50 mV',
      k: '2 mV',
      tau_s: '20 ms',
      I: ['100 pA', '90 pA'],
    },
  });
  const cells = net.population(model, 2, { V: [-50, -60], s: 0 });
  net.couple(cells, cells, {
    connect: allToAll({ autapses: false }),
    value: 'g_syn*s_pre*(E_syn - V_post)',
    parameters: { g_syn: '6 nS', E_syn: '-75 mV' },
  });
  const slope = (y: readonly number[]): number[] => {
    const [v0, v1, s0, s1] = y as [number, number, number, number];
    const gate = (v: number): number => 1 / (1 + Math.exp(-(v + 50) / 2));
    return [
      (5 * (-65 - v0) + 100 + 6 * s1 * (-75 - v0)) / 100,
      (5 * (-65 - v1) + 90 + 6 * s0 * (-75 - v1)) / 100,
      (gate(v0) - s0) / 20,
      (gate(v1) - s1) / 20,
    ];
  };
  const h = 0.05;
  let y = [-50, -60, 0, 0];
  for (let k = 0; k < 100 / h; k++) {
    const along = (d: readonly number[], f: number): number[] => y.map((x, i) => x + f * d[i]!);
    const a = slope(y);
    const b = slope(along(a, h / 2));
    const c = slope(along(b, h / 2));
    const d = slope(along(c, h));
    y = y.map((x, i) => x + (h / 6) * (a[i]! + 2 * b[i]! + 2 * c[i]! + d[i]!));
  }
  const at = async (dt: number): Promise<number> => {
    const sim = await createSimulation(net, { dt: `${dt} ms`, backend });
    await sim.run(Math.round(100 / dt));
    const v = await sim.read('cells', 'V');
    return Math.max(...[0, 1].map((i) => Math.abs(v[i]! - y[i]!)));
  };
  const [coarse, fine] = [await at(0.1), await at(0.05)];
  expect(coarse).toBeLessThan(0.05);
  // First order; f32 adds some 1e-4 mV.
  expect(coarse / fine).toBeGreaterThan(1.7);
  expect(coarse / fine).toBeLessThan(2.3);
});

it('the order in which a list names junctions changes no bit', async () => {
  const pairs = Array.from({ length: 60 }, (_, k): [number, number] => [(7 * k) % 13, (5 * k + 3) % 13]);
  const run = async (list: readonly (readonly [number, number])[]): Promise<Float64Array> => {
    const net = new Network();
    const model = cell({ equations: 'dv/dt = (I_gap/(1 nS) - v)/(5 ms) : mV\nI_gap : pA (summed)' });
    const cells = net.population(model, 13, { v: '0.1 mV*i*i' });
    net.couple(cells, cells, { connect: synapseList(list), current: '0.3*nS*(v_other - v)' });
    const sim = await createSimulation(net, { dt: '0.1 ms', backend: 'wasm' });
    await sim.run(50);
    return sim.read('cells', 'v');
  };
  expect(await run([...pairs].reverse())).toEqual(await run(pairs));
});

it('cells that are not coupled have 0, and a mean over a population is one value for all', async () => {
  const net = new Network();
  const model = cell({ equations: 'dx/dt = (m - x)/(10 ms) : 1\nm : 1 (summed, shared)\nn : 1 (summed)' });
  const cells = net.population(model, 50, { x: 'i' });
  net.couple(cells, cells, { connect: allToAll(), into: 'm', value: 'x_pre/N_pre' });
  net.couple(cells.slice(0, 10), cells.slice(20, 30), { connect: fixedProbability(1), into: 'n', value: 'x_pre' });
  for (const backend of backends) {
    const sim = await createSimulation(net, { dt: '0.1 ms', backend });
    await sim.run(1);
    const [m, n] = [await sim.read('cells', 'm'), await sim.read('cells', 'n')];
    expect([...m].every((x) => Math.abs(x - 24.5) < 1e-4)).toBe(true);
    expect([...n].map((x) => Math.round(x * 1e4) / 1e4)).toEqual(
      Array.from({ length: 50 }, (_, j) => (j >= 20 && j < 30 ? 45 : 0)),
    );
    // The mean stays, whatever each does.
    await sim.run(200);
    expect((await sim.read('cells', 'm'))[7]).toBeCloseTo(24.5, 3);
  }
});

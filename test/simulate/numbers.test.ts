/** Numbers that single precision, chance and singular points used to get wrong. */
import { describe, expect, test } from 'vitest';
import { allToAll, cell, createSimulation, Network, pairStdp, simulate } from '../../src/index.ts';

describe.each(['reference', 'wasm'] as const)('on %s', (backend) => {
  test.each([
    ['made of parameters', 'poisson(N_in*rate*dt)', { N_in: 8000, rate: '10 Hz' }],
    ['of each cell', 'poisson(N_in*rate*dt)', { N_in: new Array<number>(500).fill(8000), rate: '10 Hz' }],
    ['a literal', 'poisson(80)', {}],
    ['moving in time', 'poisson(80 + 0*t/ms)', {}],
  ])('bombardment by a Poisson count whose mean of 80 is %s', async (_, count, parameters) => {
    const net = new Network({ seed: 2 });
    net.population(
      cell({
        equations: `dg/dt = -g/tau + w*${count}/dt : nS`,
        parameters: { tau: '5 ms', w: '0.1 nS', ...parameters },
      }),
      500,
    );
    const all = [...Array(500).keys()];
    const run = await simulate(net, { duration: '200 ms', dt: '1 ms', backend, record: { g: all } });
    const g = run.traces[0]!.values.slice(-50_000);
    const mean = g.reduce((a, x) => a + x, 0) / g.length;
    const variance = g.reduce((a, x) => a + (x - mean) ** 2, 0) / g.length;
    // a·n and a²n/(1 − e²) with e = exp(−dt/τ), a = w·τ/dt·(1 − e): 40 and 1.9934. 100 steps are 50 000/((1 + e)/(1 − e)) = 5000
    // independent values or more: standard deviations √(1.99/5000) = 0.02 and 1.99·√(2/5000) = 0.04; 5 of them, alpha 6e-7.
    expect(Math.abs(mean - 40)).toBeLessThan(0.1);
    expect(Math.abs(variance - 1.9934)).toBeLessThan(0.2);
  });

  test('a time constant of 2·10⁷ steps', async () => {
    const net = new Network();
    const start = [20, 15, 5, 1];
    net.population(cell({ equations: 'dtheta/dt = -theta/tc : mV', parameters: { tc: '1e7 ms' } }), 4, {
      theta: start,
    });
    const s = await createSimulation(net, { dt: '0.5 ms', backend });
    await s.run(1_000_000);
    const left = Array.from(await s.read('cells', 'theta'), (x, i) => x / start[i]!);
    s.dispose();
    // exp(−0.05). Half a unit in the last place of the value, 2⁻²⁴, and of the rate's f32 value, 0.05·2⁻²⁴.
    for (const factor of left) expect(Math.abs(factor - Math.exp(-0.05))).toBeLessThan(1e-7);
  });

  test.each(['euler', 'rk4', 'ind_exp_euler', 'exp_euler', 'backward_euler', 'exact', 'staggered'])(
    'slow variables of all kinds keep their course under %s',
    async (integrator) => {
      // A relaxation to a limit, a ramp, and what spikes add to: of 10⁶ steps each, the last of which stand at 1/e, 1 s, and 100 spikes.
      const linear = integrator === 'exact';
      const net = new Network();
      net.population(
        cell({
          equations: `dv/dt = 0.1*mV/ms : mV
            dx/dt = (1 - x)/tc : 1
            dy/dt = 1/second : 1
            dz/dt = ${linear ? '-z' : '-z*(1 + 0*z)'}/tc : 1`,
          parameters: { tc: '100 second' },
          threshold: 'v > 999.95 mV',
          reset: 'v = 0 mV; z += 1e-6',
        }),
        3,
        { x: 0, y: 1000, z: 1 },
      );
      const s = await createSimulation(net, { dt: '0.1 ms', integrator, backend });
      const block = await s.run(200_000);
      const [x, y, z] = await Promise.all(['x', 'y', 'z'].map((name) => s.read('cells', name)));
      s.dispose();
      const spikes = block.spikes.steps.length / 3;
      expect(spikes).toBe(2);
      // 20 s: the rule's own error is below (h/τ)/2 = 5e-7 of the change; the rest is rounding to f32, 2⁻²⁴ of the value each.
      expect(Math.abs(x![1]! - (1 - Math.exp(-0.2)))).toBeLessThan(3e-7);
      expect(Math.abs(y![1]! - 1020)).toBeLessThan(1020 * 2 ** -24 + 1e-6);
      expect(Math.abs(z![1]! - Math.exp(-0.2) - 2e-6 * Math.exp(-0.05))).toBeLessThan(8e-7);
    },
    120_000,
  );

  test('a gate that is fast where the run starts and slow where the cell rests', async () => {
    const net = new Network();
    net.population(
      cell({
        equations: `dv/dt = (-80*mV - v)/(2*ms) : mV
          dn/dt = -n/(20*ms + 1000*second/(1 + exp((v + 50*mV)/(5*mV)))) : 1`,
      }),
      1,
      { v: 0, n: 1 },
    );
    const exact = async (steps: number): Promise<number> => {
      const s = await createSimulation(net, { dt: '0.1 ms', backend, integrator: 'exp_euler' });
      await s.run(200);
      const before = (await s.read('cells', 'n'))[0]!;
      await s.run(steps);
      const after = (await s.read('cells', 'n'))[0]!;
      s.dispose();
      return Math.log(before / after);
    };
    // From 20 ms on v is within 80·e⁻¹⁰ mV of −80 mV, whose τ is 20 ms + 1000 s/(1 + e⁻⁶) = 997.55 s; 50 s are 0.050123 of it, known to the
    // half unit of either value, 2⁻²⁴ each, and to the 2⁻²⁴ of the rate.
    expect(Math.abs((await exact(500_000)) - 50 / (0.02 + 1000 / (1 + Math.exp(-6))))).toBeLessThan(2e-7);
  });

  test('a safe form at its singular point', async () => {
    const net = new Network();
    net.population(
      cell({
        equations: `an = 0.01*(u + 55)/(-expm1(-(u + 55)/10))/ms : Hz
          dn/dt = an*(1 - n) - 0.125*exp(-(u + 65)/80)/ms*n : 1
          u : 1`,
      }),
      2,
      { u: [-55, -54.9] },
    );
    const run = await simulate(net, { duration: '100 ms', backend, record: { n: [0, 1] } });
    const [at, beside] = run.traces[0]!.values.slice(-2);
    const steady = (alpha: number, u: number): number => alpha / (alpha + 0.125 * Math.exp(-(u + 65) / 80));
    // 100 ms are 22 time constants; then f32, some units in the last place.
    expect(Math.abs(at! - steady(0.1, -55))).toBeLessThan(1e-6);
    expect(Math.abs(beside! - steady(0.001 / -Math.expm1(-0.01), -54.9))).toBeLessThan(1e-6);
  });

  test('what has no value in range is refused when it is built and when it is changed', async () => {
    const counting = (m: string | number): Network => {
      const net = new Network();
      net.population(cell({ equations: 'dx/dt = (poisson(m) - x)/ms : 1', parameters: { m } }), 1);
      return net;
    };
    await expect(createSimulation(counting(-1), { backend })).rejects.toThrow(
      /mean of poisson\(…\) is -1 in 'cells'; it must be from 0 to 131071/,
    );
    const s = await createSimulation(counting(2), { backend });
    expect(() => s.setParameter('cells', 'm', '2e5')).toThrow(/mean of poisson\(…\) is 200000/);
    s.dispose();
    const net = new Network();
    net.poisson(1, { rate: '1 kHz' });
    const trains = await createSimulation(net, { backend });
    expect(() => trains.setParameter('poisson', 'rate', '11 kHz')).toThrow(
      /is 1.1 in 'poisson'; it must be from 0 to 1/,
    );
    trains.dispose();
  });
});

test('a change that would lose a time constant in single precision is refused there', async () => {
  const net = new Network();
  net.population(cell({ equations: 'dx/dt = -x/tau : 1', parameters: { tau: '10 ms' } }), 1, { x: 1 });
  const single = await createSimulation(net, { backend: 'wasm' });
  expect(() => single.setParameter('cells', 'tau', '1000 s')).toThrow(/'x' of 'cells' is so slow.*backend 'reference'/);
  single.setParameter('cells', 'tau', '100 ms');
  single.dispose();
  const double = await createSimulation(net, { backend: 'reference' });
  double.setParameter('cells', 'tau', '1000 s');
  double.dispose();
});

describe('weights that change by less than single precision can tell', () => {
  const plastic = (A: number, more: Partial<Parameters<typeof pairStdp>[0]> = {}): Network => {
    const net = new Network();
    const source = net.spikes(1, { times: [[1]] });
    const target = net.population(
      cell({ equations: 'dv/dt = 0/ms : 1\ndg/dt = -g/(5*ms) : 1', threshold: 't > 2 ms and v < 0.5', reset: 'v = 1' }),
      1,
    );
    const plasticity = pairStdp({
      A_plus: A,
      A_minus: 0,
      tau_plus: '20 ms',
      tau_minus: '20 ms',
      range: ['0', '1'],
      ...more,
    });
    net.project(source, target, { connect: allToAll(), onSpike: 'g += w', weight: 0.5, plasticity, name: 'P' });
    return net;
  };
  const wanted =
    /The weights of the projection P change by 0\.0000010 of the range's largest value \(1\) at a pair of spikes; below 0\.0000038 single.*'reference'/;

  test('are refused in single precision, and kept by reference, which auto takes', async () => {
    await expect(createSimulation(plastic(1e-6), { backend: 'wasm' })).rejects.toThrow(wanted);
    await expect(createSimulation(plastic(0.1, { A_minus: 1e-6 }), { backend: 'wasm' })).rejects.toThrow(wanted);
    const chosen = await createSimulation(plastic(1e-6), {});
    expect(chosen.backend).toBe('reference');
    expect(chosen.choice).toMatch(wanted);
    await chosen.run(100);
    const [w] = await chosen.weights('P');
    // One pair 1 ms apart, or a step more for the crossing.
    expect((w! - 0.5) / 1e-6).toBeGreaterThan(0.9);
    expect((w! - 0.5) / 1e-6).toBeLessThan(1);
    chosen.dispose();
  });

  test('a rule that changes nothing, and one just fine enough, run', async () => {
    for (const A of [0, 4e-6, 0.005]) (await createSimulation(plastic(A), { backend: 'wasm' })).dispose();
  });
});

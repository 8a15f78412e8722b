/** Conventions of plasticity where papers and simulators differ: which traces a rule reads, and where a delay lies. */
import { describe, expect, it } from 'vitest';
import {
  type BackendName,
  cell,
  createSimulation,
  type DelayPlace,
  Network,
  oneToOne,
  type PlasticityDescription,
  pairStdp,
  tripletStdp,
} from '../../src/index.ts';

const dt = 0.1;

/** The weight after one source and one target spiked at given times (ms), from 0.5. */
async function weightAfter(
  pre: readonly number[],
  post: readonly number[],
  plasticity: PlasticityDescription,
  options: { readonly delay?: string; readonly backend?: BackendName } = {},
): Promise<number> {
  const net = new Network();
  const source = net.spikes(1, { times: [pre] });
  // A drive in the step before makes the target spike in the step wanted.
  const drive = net.spikes(1, { times: [post.map((t) => t - dt)] });
  const model = cell({ equations: 'dv/dt = -v/ms : 1\ndg/dt = -g/ms : 1', threshold: 'v > 0.5', reset: 'v = 0' });
  const target = net.population(model, 1);
  net.project(drive, target, { connect: oneToOne(), onSpike: 'v += 10' });
  const { delay, backend = 'reference' } = options;
  net.project(source, target, {
    name: 'syn',
    connect: oneToOne(),
    weight: 0.5,
    onSpike: 'g += w',
    plasticity,
    ...(delay === undefined ? {} : { delay }),
  });
  const simulation = await createSimulation(net, { backend });
  await simulation.run(1000);
  const [w] = await simulation.weights('syn');
  simulation.dispose();
  return w!;
}

const pre = [10, 22, 35, 36.5, 60, 75, 90];
const post = [14, 20, 37, 58, 62, 76, 95];
const amplitudes = { A2_plus: 5e-3, A3_plus: 6.2e-3, A2_minus: 7e-3, A3_minus: 2.3e-3 };
const constants = { tau_plus: '16.8 ms', tau_minus: '33.7 ms', tau_x: '101 ms', tau_y: '125 ms' };
const rule = tripletStdp({ ...amplitudes, ...constants, range: ['0', '1'] });

/** Sums over pairs and triplets of the spikes above, at times in ms; the slow traces with or without the spike in hand. */
function triplets(sees: { readonly pre: boolean; readonly post: boolean }): number {
  const sum = (times: readonly number[], t: number, tau: number, with_: boolean): number =>
    times.reduce((s, u) => (u < t || (with_ && u === t) ? s + Math.exp((u - t) / tau) : s), 0);
  const { A2_plus, A3_plus, A2_minus, A3_minus } = amplitudes;
  return [...pre.map((t) => [t, true] as const), ...post.map((t) => [t, false] as const)].reduce(
    (w, [t, source]) =>
      source
        ? w - sum(post, t, 33.7, false) * (A2_minus + A3_minus * sum(pre, t, 101, sees.pre))
        : w + sum(pre, t, 16.8, true) * (A2_plus + A3_plus * sum(post, t, 125, sees.post)),
    0.5,
  );
}

describe('the traces that a rule reads', () => {
  it('are those before the spike’s own jump: the triplet rule of the paper', async () => {
    expect(triplets({ pre: false, post: false })).toBeCloseTo(0.5505765675, 10);
    // Traces decay over at most 950 steps, each rounded in f64.
    expect(await weightAfter(pre, post, rule)).toBeCloseTo(0.5505765675, 10);
  });

  it('are those after it where an end says so', async () => {
    const after = { read: 'after' } as const;
    const [p, q] = [
      { ...rule.pre!, ...after },
      { ...rule.post!, ...after },
    ];
    expect(await weightAfter(pre, post, { ...rule, pre: p })).toBeCloseTo(triplets({ pre: true, post: false }), 10);
    expect(await weightAfter(pre, post, { ...rule, post: q })).toBeCloseTo(triplets({ pre: false, post: true }), 10);
    expect(await weightAfter(pre, post, { ...rule, pre: p, post: q })).toBeCloseTo(
      triplets({ pre: true, post: true }),
      10,
    );
  });

  it('on wasm, within its precision', async () => {
    // 14 changes of a weight below 1 and traces below 8 over 950 roundings each, at 2⁻²⁴.
    const bound = 14 * (1 + 8 * 950 * 0.01) * 2 ** -24;
    expect(Math.abs((await weightAfter(pre, post, rule, { backend: 'wasm' })) - 0.5505765675)).toBeLessThan(bound);
  });

  it('refuses other words', async () => {
    const odd = { ...rule, pre: { ...rule.pre!, read: 'during' as 'after' } };
    await expect(weightAfter(pre, post, odd)).rejects.toThrow(/'before' or 'after'; it got "during"/);
  });
});

describe('where a delay lies', () => {
  const pair = (delays: DelayPlace | undefined, range: readonly [string, string] = ['0', '1']) =>
    pairStdp({
      A_plus: 0.1,
      A_minus: 0.12,
      tau_plus: '20 ms',
      tau_minus: '20 ms',
      range,
      ...(delays === undefined ? {} : { delays }),
    });

  it.each([
    ['ignored', 0.5 + 0.1 * Math.exp(-2 / 20), 0.590484],
    ['axonal', 0.5 - 0.12 * Math.exp(-3 / 20), 0.396715],
    ['dendritic', 0.5 + 0.1 * Math.exp(-7 / 20), 0.570469],
  ] as const)('%s: source at 10 ms, target at 12 ms, 5 ms between', async (delays, exact, shown) => {
    expect(exact).toBeCloseTo(shown, 6);
    const given = { delay: '5 ms' };
    expect(await weightAfter([10], [12], pair(delays), given)).toBeCloseTo(exact, 12);
    if (delays === 'ignored') expect(await weightAfter([10], [12], pair(undefined), given)).toBeCloseTo(exact, 12);
    // One change, traces of 1 rounded over at most 70 steps.
    const onWasm = await weightAfter([10], [12], pair(delays), { ...given, backend: 'wasm' });
    expect(Math.abs(onWasm - exact)).toBeLessThan((1 + 0.12 * 70) * 2 ** -24);
  });

  it('the next step is a delay of one step', async () => {
    expect(await weightAfter([10], [12], pair('axonal'))).toBeCloseTo(0.5 + 0.1 * Math.exp(-1.9 / 20), 12);
    expect(await weightAfter([10], [12], pair('dendritic'))).toBeCloseTo(0.5 + 0.1 * Math.exp(-2.1 / 20), 12);
  });

  it('of spikes that reach the synapse at once the source’s is the earlier', async () => {
    expect(await weightAfter([10], [15], pair('axonal'), { delay: '5 ms' })).toBeCloseTo(0.6, 12);
    expect(await weightAfter([17], [12], pair('dendritic'), { delay: '5 ms' })).toBeCloseTo(0.6, 12);
    expect(await weightAfter([10], [10.1], pair('axonal'))).toBeCloseTo(0.6, 12);
  });

  it('refuses other words, and delays that differ', async () => {
    expect(() => pair('both' as 'axonal')).toThrow("one of ignored, axonal, dendritic is expected, not 'both'");
    await expect(weightAfter([10], [12], pair('axonal'), { delay: 'uniform(1 ms, 2 ms)' })).rejects.toThrow(
      /axonal delays that differ from synapse to synapse; give one delay for all/,
    );
  });
});

/** The CA3 cell of Traub et al. 1991: NEURON's figures of the same equations, and that its claims say what is seen. */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { goldenTable } from '../morphology/golden.ts';

const preset = presetByName('traub-1991');
const soma = (I: number) => ({ I: `${I} nA`, I_d: '0 nA' });

async function run(set: Readonly<Record<string, string>>, duration: number, how: { integrator?: string; wasm?: true }) {
  const { spikes, traces } = await simulate(preset.build(presetValues(preset, set), 1), {
    dt: `${preset.dt} ms`,
    duration: `${duration} ms`,
    integrator: how.integrator ?? preset.integrator,
    backend: how.wasm ? 'wasm' : 'reference',
    record: [
      { variables: ['V'], cells: [0], at: ['soma 0.5', 'basal4 0.5', 'apical15 0.5'] },
      { variables: ['Ca'], cells: [0], at: 'apical15 0.5' },
    ],
  });
  return { steps: Array.from(spikes.steps), V: traces[0]!.values, Ca: traces[1]!.values };
}

describe.each([
  ['soma', soma(0.3), 1000],
  ['dendrite', {}, 300],
] as const)("current into the %s: NEURON's file", (name, set, duration) => {
  it.each([
    [0, 'implicit'],
    [2, 'implicit2'],
  ] as const)('secondorder %i', async (order, integrator) => {
    const { rows, comments } = goldenTable(`traub1991_${name}_so${order}`);
    const { steps, V, Ca } = await run(set, duration, { integrator });
    const told = comments.find((line) => line.startsWith('# spikes of detector 0'))!.replace(/^.*: /, '');
    expect(steps).toEqual(told.split(' ').map((time) => Math.round(Number(time) / preset.dt) - 1));
    let [early, late, calcium] = [0, 0, 0];
    for (const row of rows) {
      const [time, ...wanted] = row.map(Number) as [number, ...number[]];
      const step = Math.round(time / preset.dt) - 1;
      if (step < 0) continue;
      const off = [0, 1, 2].map((c) => Math.abs(V[3 * step + c]! - wanted[c]!));
      if (time < 500) early = Math.max(early, ...off);
      else late = Math.max(late, ...off);
      calcium = Math.max(calcium, Math.abs(Ca[step]! - wanted[3]!));
    }
    expect(rows.length).toBeGreaterThan(999);
    // The bound of the acceptance of dendrites.
    expect(early).toBeLessThan(5e-9);
    // 1e-10 mV until then. After 0.7 s of rest the second burst starts from a slope of almost nothing: what is 1e-10 mV off at 0 ms is 7e-7
    // off in it, as runs of this library tell by themselves.
    expect(late).toBeLessThan(1e-6);
    // mM; of values up to 0.6.
    expect(calcium).toBeLessThan(2e-9);
  });
});

describe('claims of Traub et al.', () => {
  const times = async (set: Readonly<Record<string, string>>, duration: number) => {
    const { steps, V } = await run(set, duration, { wasm: true });
    return { times: steps.map((step) => step * preset.dt), dendrite: Math.max(...V.filter((_, k) => k % 3 === 2)) };
  };
  it.each([
    [0.1, 1.9],
    [0.2, 1.2],
    [0.3, 0.8],
  ])('%f nA into the soma: the second burst after %f s', async (I, seconds) => {
    const found = (await times(soma(I), 2100)).times;
    const gap = found.findIndex((time, k) => k > 0 && time - found[k - 1]! > 200);
    expect(gap).toBeGreaterThanOrEqual(4);
    expect(found[gap]! / 1000).toBeCloseTo(seconds, 1);
    expect(found[gap + 1]! - found[gap]!).toBeLessThan(20);
  });
  it('0.5 nA: pairs; 0.8 nA: one by one at 41 Hz and more', async () => {
    const intervals = async (I: number) => {
      const found = (await times(soma(I), 2000)).times.slice(-9);
      return found.slice(1).map((time, k) => time - found[k]!);
    };
    const pairs = await intervals(0.5);
    expect(Math.max(...pairs) / Math.min(...pairs)).toBeGreaterThan(1.1);
    const single = await intervals(0.8);
    expect(Math.max(...single)).toBeLessThan(1000 / 41);
    expect(Math.max(...single) / Math.min(...single)).toBeLessThan(1.02);
  });
  it('1.5 nA into the dendrite: a calcium spike every 117 ms, with two spikes of the soma', async () => {
    const found = await times({}, 2500);
    expect(found.dendrite).toBeGreaterThan(40);
    const [a, b, c, d] = found.times.slice(-4) as [number, number, number, number];
    expect(b - a).toBeLessThan(10);
    expect(d - c).toBeLessThan(10);
    expect(Math.abs(c - a - 116.5)).toBeLessThan(1);
  });
  it('without calcium: single spikes every 17.9 ms, and none in the dendrite', async () => {
    const found = await times({ ...soma(0.3), x_Ca: '0' }, 1000);
    const last = found.times.slice(-5);
    for (const [k, time] of last.slice(1).entries()) expect(Math.abs(time - last[k]! - 17.9)).toBeLessThan(0.1);
    expect(found.dendrite).toBeLessThan(-40);
  });
});

import { describe, expect, it } from 'vitest';
import { histogramOf, linear, stepped } from '../../src/app/rooms/network/views/worker/histogram.ts';
import { phase, synapses, variables } from '../../src/app/rooms/network/views/worker/replay.ts';
import { distribution } from '../../src/app/rooms/network/views/worker/spikes.ts';
import type { SpikeKind } from '../../src/app/rooms/network/views/worker/view-tasks.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

describe('histograms', () => {
  it('give each bin its share of all values, drawn as steps from zero to zero', () => {
    const { x, y } = stepped([0, 0.5, 1, 1.5, 3, 9], linear(0, 3, 3));
    expect([...x]).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect([...y].map((v) => Number(v.toFixed(3)))).toEqual([0, 33.333, 33.333, 33.333, 33.333, 16.667, 16.667, 0]);
  });

  it('count whole numbers one by one', () => {
    const { x, y, mean, sd } = histogramOf([2, 2, 3, 5], true);
    expect(x[1]).toBe(1.5);
    expect(y[1]).toBe(50);
    expect(mean).toBe(3);
    expect(sd).toBeCloseTo(Math.sqrt(1.5), 12);
  });
});

/** Cell 0 fires every 10 ms, cell 1 with it, cell 2 never; 1 s in steps of 1 ms. */
const regular = {
  steps: Uint32Array.from({ length: 200 }, (_, k) => 10 * Math.floor(k / 2)),
  cells: Uint32Array.from({ length: 200 }, (_, k) => k % 2),
  from: 0,
  to: 1000,
  dt: 1,
  groups: [{ name: 'E', first: 0, count: 3 }],
};

describe('distributions of spikes', () => {
  const of = (kind: SpikeKind) => distribution({ ...regular, kind }).lines[0]!;

  it.each([
    ['isi', 198, 10, 10],
    ['rate', 3, 200 / 3, 100],
    ['cv', 2, 0, 0],
    ['correlation', 1, 1, 1],
  ] as const)('%s', (kind, count, mean, median) => {
    const line = of(kind);
    expect(line.count).toBe(count);
    expect(line.mean).toBeCloseTo(mean, 9);
    expect(line.median).toBeCloseTo(median, 9);
    const total = line.y.reduce((sum, v, k) => sum + (k % 2 === 1 ? v : 0), 0);
    expect(total).toBeCloseTo(100, 9);
  });

  it('the spectrum of a rhythm of 100 Hz peaks there or at a harmonic', () => {
    const peak = of('spectrum').median;
    expect(Math.abs(peak / 100 - Math.round(peak / 100))).toBeLessThan(0.05);
  });
});

const experiment = {
  ...defaultExperiment(presetByName('ei-tutorial')),
  backend: 'wasm' as const,
};
const small = { ...experiment, values: { ...experiment.values, n_exc: 160, n_inh: 40, p: 0.4 } };
const context = { onPart: () => {}, signal: new AbortController().signal };

describe('replays', () => {
  it('the phase plane is of the run that is shown', async () => {
    const preset = presetByName('ei-tutorial');
    const network = preset.build(presetValues(preset, { n_exc: '160', n_inh: '40', p: '0.4' }), 1);
    const run = await simulate(network, { duration: '30 ms', backend: 'wasm', record: { V: [7], n: [7] } });
    const spikes = run.spikes.steps.filter((_, k) => run.spikes.cells[k] === 7);
    const input = { experiment: small, cell: 7, x: 'V', y: 'n', from: 100, to: 300, spikes };
    const plane = await phase(input, context);
    expect(plane.same).toBe(true);
    expect(plane.units).toEqual(['mV', '']);
    const whole = run.traces.map((t) => [...t.values.subarray(100, 300)]);
    expect([[...plane.x], [...plane.y]]).toEqual(whole);
    expect((await phase({ ...input, spikes: Uint32Array.of(1) }, context)).same).toBe(false);
  });

  it('names the variables of the cell’s population', async () => {
    expect((await variables({ experiment: small, cell: 0 })).variables.map((v) => v.name)).toEqual(
      expect.arrayContaining(['V', 'm', 'h', 'n', 'g_e', 'g_i']),
    );
    expect((await variables({ experiment: small, cell: 200 })).variables).toEqual([]);
  });

  it('degrees are those of the preset’s rule: 80 synapses from every cell', async () => {
    const [e, i] = await synapses({ experiment: small, now: [] });
    expect(e!.synapses).toBe(160 * 80);
    expect(i!.synapses).toBe(40 * 80);
    expect(e!.out.mean).toBe(80);
    expect(e!.out.sd).toBe(0);
    expect(e!.in.mean).toBe(64);
    expect(e!.weights).toBeUndefined();
  });
});

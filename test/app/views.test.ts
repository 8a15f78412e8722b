import { describe, expect, it } from 'vitest';
import { phase, synapses, variables } from '../../src/app/rooms/network/views/worker/replay.ts';
import { defaultExperiment } from '../../src/app/run/experiment.ts';
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

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
    expect((await variables({ experiment: small, cell: 0 })).map((v) => v.name)).toEqual(
      expect.arrayContaining(['V', 'm', 'h', 'n', 'g_e', 'g_i']),
    );
    expect(await variables({ experiment: small, cell: 200 })).toEqual([]);
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

/** Interventions of a run: at their time, on their cells, with the same spikes whatever else is in the list. */
import { describe, expect, test } from 'vitest';
import { cell, type Intervention, Network, type Run, simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

const preset = presetByName('ei-tutorial');
const build = () => preset.build(presetValues(preset, { n_exc: '160', n_inh: '40', p: '0.1' }), 1);
const run = (interventions: readonly Intervention[], backend: 'wasm' | 'reference' = 'reference'): Promise<Run> =>
  simulate(build(), { duration: '60 ms', backend, integrator: preset.integrator, interventions });
const spikes = (
  { spikes: { steps, cells } }: Run,
  from: number,
  to: number,
  low = 0,
  high = Number.POSITIVE_INFINITY,
) =>
  Array.from(steps, (step, k) => [step, cells[k]!] as const).filter(
    ([step, c]) => step >= from && step < to && c >= low && c < high,
  );

describe.each(['wasm', 'reference'] as const)('%s', (backend) => {
  test('a current, a kick, a silence and a parameter act from their step on, and not before', async () => {
    const plain = await run([], backend);
    const touched = await run(
      [
        { at: '20 ms', kind: 'inject', cells: '0-19', amplitude: '2 nA', duration: '15 ms' },
        { at: '40 ms', kind: 'silence', cells: [150, 151], duration: '10 ms' },
        { at: '45 ms', kind: 'kick', cells: '30-39', amplitude: '60 mV' },
        { at: '50 ms', kind: 'set', name: 'w_e', value: '9 nS' },
      ],
      backend,
    );
    expect(spikes(touched, 0, 200)).toEqual(spikes(plain, 0, 200));
    expect(spikes(touched, 200, 350, 0, 20).length).toBeGreaterThan(1.5 * spikes(plain, 200, 350, 0, 20).length);
    expect(spikes(touched, 401, 500, 150, 152)).toEqual([]);
    expect(new Set(spikes(touched, 450, 470, 30, 40).map(([, c]) => c)).size).toBeGreaterThan(5);
    expect(touched.summary.spike_hash).not.toBe(plain.summary.spike_hash);
  });

  test('a value as a number with its unit is the value as a text', async () => {
    const set = { at: '20 ms', kind: 'set', name: 'w_e' } as const;
    const texts = await run([{ ...set, value: '9 nS' }], backend);
    const numbers = await run([{ ...set, value: { value: 0.009, unit: 'uS' } }], backend);
    expect(numbers.summary.spike_hash).toBe(texts.summary.spike_hash);
    expect(numbers.summary.spike_hash).not.toBe((await run([], backend)).summary.spike_hash);
  });

  test('another model keeps what keeps its name; the list in another order of writing is the same list', async () => {
    const population = build().populations[0]!;
    const { description } = population.blueprint.model(0.1);
    const model = { ...description, refractory: '8 ms' };
    const list: Intervention[] = [
      { at: '30 ms', kind: 'model', model },
      { at: '20 ms', kind: 'inject', cells: '0-9', amplitude: '1 nA' },
    ];
    const one = await run(list, backend);
    const two = await run([list[1]!, list[0]!], backend);
    expect(two.summary.spike_hash).toBe(one.summary.spike_hash);
    const same = await run([list[1]!, { at: '30 ms', kind: 'model', model: description }], backend);
    expect(spikes(one, 0, 300)).toEqual(spikes(same, 0, 300));
    expect(spikes(one, 300, 600).length).toBeLessThan(spikes(same, 300, 600).length);
  });
});

test('traces go on across interventions', async () => {
  const model = cell({
    equations: 'dv/dt = (I - v)/tau : mV\nI : mV',
    parameters: { tau: '10 ms', I: '5 mV' },
    integrator: 'exact',
  });
  const network = new Network({ seed: 1 });
  network.population(model, 2, { v: 0 }, { name: 'two' });
  const result = await simulate(network, {
    duration: '20 ms',
    dt: '1 ms',
    backend: 'reference',
    record: { v: [0, 1] },
    voltage: 'v',
    interventions: [
      { at: '5 ms', kind: 'kick', cells: [1], amplitude: '2 mV' },
      { at: '10 ms', kind: 'inject', cells: [1], amplitude: '1 mV/ms', duration: '5 ms' },
    ],
  });
  const { values, steps } = result.traces[0]!;
  expect(steps).toBe(20);
  const free = (v: number, t: number, target = 5) => target + (v - target) * Math.exp(-t / 10);
  expect(values[2 * 19]).toBeCloseTo(free(0, 20), 9);
  // 1 mV/ms over 10 ms of time constant lifts the target by 10 mV.
  const kicked = free(0, 5) + 2;
  expect(values[2 * 19 + 1]).toBeCloseTo(free(free(free(kicked, 5), 5, 15), 5), 9);
});

test.each([
  [{ at: 'soon', kind: 'kick', cells: [0], amplitude: '1 mV' }, /soon/],
  [{ at: '-1 ms', kind: 'kick', cells: [0], amplitude: '1 mV' }, /before 0 ms/],
  [{ at: '1 ms', kind: 'kick', cells: [900], amplitude: '1 mV' }, /no cell 900/],
  [{ at: '1 ms', kind: 'kick', cells: [0], amplitude: '1 nS' }, /nS/],
  [{ at: '1 ms', kind: 'inject', cells: '3-1', amplitude: '1 nA' }, /ascending/],
  [{ at: '1 ms', kind: 'inject', cells: [0], amplitude: '1 nA', duration: '0 ms' }, /longer than 0 ms/],
  [{ at: '1 ms', kind: 'set', name: 'nothing', value: '1' }, /'nothing'/],
  [{ at: '1 ms', kind: 'set', name: 'w_e', value: '1 nS', population: 'elsewhere' }, /'elsewhere'/],
  [{ at: '1 ms', kind: 'explode', cells: [0] }, /There are set, inject, silence, kick, model/],
  [null, /no intervention of this kind: null/],
  [undefined, /no intervention of this kind: undefined/],
  [{ at: '1 ms', kind: Object.create(null) }, /There are set, inject, silence, kick, model/],
] as const)('%j is refused in words', async (given, sentence) => {
  await expect(run([given as unknown as Intervention])).rejects.toThrow(sentence);
});

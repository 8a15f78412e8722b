/** A cell with dendrites in hand: what is done to it, what is painted on it, and what is kept and measured of it. */
import { describe, expect, test } from 'vitest';
import {
  allToAll,
  channelKinds,
  exponentialConductance,
  leak,
  linearCell,
  morphology,
  Network,
  neuron,
  placesOn,
  simulate,
  spikeHash,
} from '../../src/index.ts';
import { branchedSwc } from '../../src/presets/dendrites/branched-swc.ts';
import { presetByName, presets, presetValues } from '../../src/presets/index.ts';
import {
  type CellPlan,
  CellRun,
  FilmLog,
  farthest,
  fileStep,
  firstStimuli,
  inward,
  kindNamed,
  type Layer,
  LayerError,
  layerOf,
  outward,
  pathTo,
  type Stimulus,
  sideways,
  standardPlan,
  stepAt,
  VoltageLog,
  withChannels,
} from '../../src/studies/measure.ts';
import { grownCell } from '../morphology/grown.ts';

const ballAndStick = '1 1 0 0 0 10 -1\n2 3 10 0 0 1 1\n3 3 610 0 0 1 2';

const membranes = Object.fromEntries(
  Object.entries(standardPlan.membranes).map(([region, m]) => [region, withChannels(m, false)]),
) as CellPlan['membranes'];
const passive = { ...standardPlan, membranes };

const current: Stimulus = { kind: 'current', at: 'dend[1] 0.5', amount: 0.1, from: 5, to: 12, every: 0 };
const train: Stimulus = { kind: 'excite', at: 'apic[0] 0.5', amount: 4, from: 8, to: 19, every: 5 };
const inhibition: Stimulus = { kind: 'inhibit', at: 'soma 0.5', amount: 10, from: 10, to: 11, every: 0 };

/** Runs on, in stretches as they come, to a time, ms. */
async function runTo(hand: CellRun, end: number, stimuli: readonly Stimulus[], from: 'start' | 'here' = 'here') {
  let out = await hand.advance({ from, stimuli, probes: ['dend[1] 0.5'], steps: 7, end: stepAt(end, fileStep) });
  while (out.step < stepAt(end, fileStep))
    out = await hand.advance({
      from: 'here',
      stimuli,
      probes: ['dend[1] 0.5'],
      steps: 113,
      end: stepAt(end, fileStep),
    });
  return out;
}

describe('the cell in hand', () => {
  test('what hands do is what clamps and synapses of the library do', async () => {
    const hand = await CellRun.make({ swc: branchedSwc, plan: passive, places: [] });
    const { voltages } = await runTo(hand, 24, [current, train, inhibition], 'start');
    hand.dispose();
    const cell = neuron({
      shape: morphology(branchedSwc),
      Ra: '100 ohm*cm',
      temperature: '6.3 degC',
      paint: [{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] }],
      place: {
        drive: { clamp: '0.1 nA', from: '5 ms', to: '12 ms', at: 'dend[1] 0.5' },
        e: { synapse: exponentialConductance('e', { tau: '3 ms', E: '0 mV' }), at: 'apic[0] 0.5' },
        i: { synapse: exponentialConductance('i', { tau: '8 ms', E: '-75 mV' }), at: 'soma 0.5' },
      },
    });
    const net = new Network({ seed: 1 });
    const cells = net.population(cell, 1, { V: '-65 mV' });
    // A spike acts in the step after its own.
    const before = (ms: number) => `${ms - 0.025} ms`;
    const [e, i] = [[8, 13, 18].map(before), [10].map(before)].map((times) => net.spikes(1, { times: [times] }));
    net.project(e!, cells, { connect: allToAll(), onSpike: 'e += 4 nS' });
    net.project(i!, cells, { connect: allToAll(), onSpike: 'i += 10 nS' });
    const places = ['soma 0.5', 'dend[1] 0.5', 'apic[0] 0.5'];
    const run = await simulate(net, {
      dt: '0.025 ms',
      duration: '24 ms',
      backend: 'wasm',
      integrator: 'centred',
      record: { V: [0], at: places },
    });
    const last = run.traces[0]!.values.slice(-3);
    // Voltages have moved by some mV, in f32: densities and areas are rounded once more, each to 6e-8, over 960 steps.
    places.forEach((at, k) => {
      const here = voltages[placesOn(cell, at)[0]!.compartment]!;
      expect(Math.abs(here - last[k]!), at).toBeLessThan(1e-3);
      expect(Math.abs(last[k]! + 65), at).toBeGreaterThan(0.05);
    });
  });

  test('what is done on the way is what a run from the beginning does, to the bit', async () => {
    const hand = await CellRun.make({ swc: branchedSwc, plan: standardPlan, places: [] });
    const first = firstStimuli(hand.picture);
    await runTo(hand, 11, first, 'start');
    const late: Stimulus = { ...current, from: 11, to: 14 };
    await runTo(hand, 16, [...first, late]);
    const live = await runTo(hand, 30, [...first, late, { ...train, from: 16, to: 27 }]);
    const again = await runTo(hand, 30, [...first, late, { ...train, from: 16, to: 27 }], 'start');
    expect(again.voltages).toEqual(live.voltages);
    expect(again.hash).toBe(live.hash);
    expect(live.spikes).toBeGreaterThan(0);
    const without = await runTo(hand, 30, first, 'start');
    expect(without.voltages).not.toEqual(live.voltages);
    hand.dispose();
  });

  test('rows stand at whole tenths of a millisecond, whatever the stretches', async () => {
    const hand = await CellRun.make({ swc: ballAndStick, plan: passive, places: [] });
    const log = new VoltageLog();
    for (let step = 0; step < 400; ) {
      const out = await hand.advance({
        from: step === 0 ? 'start' : 'here',
        stimuli: [],
        probes: [],
        steps: 7,
        end: 400,
      });
      if (out.rows) log.append(['soma 0.5'], out.rows);
      step = out.step;
    }
    expect(log.times.length).toBe(100);
    log.times.forEach((t, k) => void expect(t).toBeCloseTo(0.1 * (k + 1), 9));
    expect(log.at('soma 0.5').every((v) => Math.abs(v + 65) < 1e-3)).toBe(true);
    expect(log.at('dend 0.5').every(Number.isNaN)).toBe(true);
    hand.dispose();
  });

  test('pieces cover every compartment, of a file of 2000 samples and of 30 000', async () => {
    for (const samples of [2000, 30_000]) {
      const hand = await CellRun.make({ swc: grownCell(samples), plan: { ...passive, lambda: 0.5 }, places: [] });
      const { picture } = hand;
      expect(picture.samples).toBe(samples);
      const drawn = new Set(picture.nodes);
      picture.areas.forEach((area, node) => void expect(drawn.has(node)).toBe(area > 0));
      expect(picture.nodes.length).toBeLessThan(8000 + 2 * picture.compartments);
      expect(picture.pieces.every(Number.isFinite)).toBe(true);
      expect(picture.balls[0]).toBe(1);
      expect(picture.labels[picture.nodes[0]!]).toBe('soma[0] 0.5');
      hand.dispose();
    }
  });

  test('the pieces of a compartment are as long as it is', async () => {
    const hand = await CellRun.make({ swc: branchedSwc, plan: standardPlan, places: [] });
    const { pieces, nodes, labels } = hand.picture;
    const lengths = new Map<string, number>();
    nodes.forEach((node, k) => {
      const [a, z] = [pieces.subarray(8 * k, 8 * k + 3), pieces.subarray(8 * k + 4, 8 * k + 7)];
      const name = labels[node]!.split(' ')[0]!;
      lengths.set(name, (lengths.get(name) ?? 0) + Math.hypot(z[0]! - a[0]!, z[1]! - a[1]!, z[2]! - a[2]!));
    });
    // Corners of the course may be cut at the compartments' ends only; coordinates are f32.
    for (const { name, length } of morphology(branchedSwc).sections)
      expect(lengths.get(name), name).toBeCloseTo(length, 3);
    hand.dispose();
  });

  test('places that the cell does not have are told of; files that are no cell are refused', async () => {
    const hand = await CellRun.make({
      swc: branchedSwc,
      plan: standardPlan,
      places: ['soma 0.5', 'tuft 0.5', 'dend[0] 2', 'apical tips'],
    });
    expect(hand.picture.missing.map((m) => m.at)).toEqual(['tuft 0.5', 'dend[0] 2', 'apical tips']);
    expect(hand.picture.missing[2]!.message).toMatch(/names \d places; one is expected/);
    hand.dispose();
    const refused = async (swc: string) =>
      CellRun.make({ swc, plan: standardPlan, places: [] }).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await refused('<html>')).toMatch(/Line 1: 1 columns were found/);
    expect(await refused('')).toMatch(/no samples/);
    expect(await refused('1 1 0 0 0 5 -1\n2 3 9 0 0 1 7')).toMatch(/names parent 7/);
    expect(await refused('1 1 0 0 0 5 -1\n2 3 1e6 0 0 0.001 1')).toMatch(/at most 20000|at most 100000/);
  });

  test('types of a file’s own are painted as such', async () => {
    const swc = '1 1 0 0 0 5 -1\n2 7 5 0 0 1 1\n3 7 60 0 0 1 2\n4 5 -5 0 0 1 1\n5 5 -60 0 0 1 4';
    const hand = await CellRun.make({ swc, plan: standardPlan, places: [] });
    expect(hand.picture.regions).toEqual(['soma', 'other']);
    hand.dispose();
  });
});

describe('presets of cells with dendrites', () => {
  /** Milliseconds after which each has spiked, if it spikes at all. */
  const duration = 30;

  test.each(presets.filter((p) => p.dendrites).map((p) => p.name))(
    '%s: spikes are those of the library',
    async (name) => {
      const preset = presetByName(name);
      const made = CellRun.make({ preset: name, values: {}, plan: standardPlan, places: [] });
      const net = preset.build(presetValues(preset), 1);
      if (!net.populations.some((p) => 'branching' in p.blueprint.shape)) {
        await expect(made).rejects.toThrow(/without a tree that could be drawn/);
        return;
      }
      const hand = await made;
      const end = stepAt(duration, preset.dt);
      let out = await hand.advance({ from: 'start', stimuli: [], probes: [], steps: 100, end });
      while (out.step < end) out = await hand.advance({ from: 'here', stimuli: [], probes: [], steps: 1000, end });
      const { dt, integrator } = preset;
      const run = await simulate(net, {
        dt: `${dt} ms`,
        duration: `${duration} ms`,
        integrator,
        backend: 'wasm',
        threads: 1,
      });
      expect(out.hash).toBe(await spikeHash(run.spikes));
      const cells = net.populations.reduce((n, p) => n + (p.blueprint.role === 'cells' ? p.size : 0), 0);
      expect(out.spikes).toBe(run.spikes.cells.filter((c) => c < cells).length);
      expect(hand.picture.samples).toBeUndefined();
      hand.dispose();
    },
  );

  test('values are those that were set, hands reach the first cell, and layers are painted on top', async () => {
    const make = (values: Record<string, number>, layers: readonly Layer[] = []) =>
      CellRun.make({ preset: 'dendrite-ring', values, plan: { ...standardPlan, layers }, places: [] });
    const [few, more] = [await make({ cells: 3, segments: 7 }), await make({ cells: 4 })];
    expect([few.picture.cells, more.picture.cells]).toEqual([3, 4]);
    expect(few.picture.compartments).toBe(8);
    const end = stepAt(9, few.picture.dt);
    const voltageAt = async (hand: CellRun, stimuli: readonly Stimulus[]) => {
      let out = await hand.advance({ from: 'start', stimuli, probes: [], steps: end, end });
      while (out.step < end) out = await hand.advance({ from: 'here', stimuli, probes: [], steps: end, end });
      return out.voltages[hand.picture.labels.indexOf('dend 0.5')]!;
    };
    const push: Stimulus = { kind: 'current', at: 'dend 0.5', amount: 0.02, from: 0, to: 9, every: 0 };
    // 20 pA into some 100 MΩ, of which 9 ms let most be seen.
    expect((await voltageAt(few, [push])) - (await voltageAt(few, []))).toBeGreaterThan(0.5);
    const leaky = await make({ cells: 3, segments: 7 }, [
      { channel: 'leak', on: 'dend', density: '1 mS/cm^2', E: '-80 mV' },
    ]);
    expect(leaky.measure('dend 0.5').rest).toBeLessThan(few.measure('dend 0.5').rest - 3);
    for (const hand of [few, more, leaky]) hand.dispose();
    await expect(make({ cells: 1 })).rejects.toThrow(/between 2 and/);
  });
});

describe('channels on top', () => {
  const make = (layers: readonly Layer[]) =>
    CellRun.make({ swc: branchedSwc, plan: { ...passive, layers }, places: [] });
  const layer = (channel: string, change: Partial<Layer> = {}): Layer => ({
    ...layerOf(kindNamed(channel)!),
    ...change,
  });

  test('every channel of the library can be painted, with a pool where it needs one, and stays finite', async () => {
    for (const kind of channelKinds) {
      const hand = await make([layer(kind.name)]);
      const { voltages } = await hand.advance({ from: 'start', stimuli: [], probes: [], steps: 8, end: 8 });
      expect(voltages.every(Number.isFinite), kind.name).toBe(true);
      hand.dispose();
    }
  });

  test('adds to what is there; a density may follow the distance', async () => {
    const far = { density: '0.1 mS/cm^2 * distance/(100 um)', on: 'apical and distance > 50 um', E: '-80 mV' };
    const [bare, twice] = [await make([]), await make([layer('leak', far), layer('K_leak', { on: 'soma' })])];
    expect(twice.measure('apic[3] 0.5').rest).toBeLessThan(bare.measure('apic[3] 0.5').rest - 1);
    expect(twice.measure('soma 0.5').input).toBeLessThan(bare.measure('soma 0.5').input);
    bare.dispose();
    twice.dispose();
  });

  test.each([
    [{ on: 'tuft' }, /no part of this cell is 'tuft'/],
    [{ density: '10 nS' }, /dendrites take densities/],
    [{ density: 'much' }, /much/],
    [{ E: '3 nS' }, /conductance/],
    [{ on: '' }, /./],
  ])('%j is refused, by its number', async (change, sentence) => {
    const refused = await make([layer('K_leak'), layer('KM_Ma2020', change)]).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(refused).toBeInstanceOf(LayerError);
    expect((refused as LayerError).layer).toBe(1);
    expect((refused as LayerError).message).toMatch(sentence);
  });
});

test('what is measured is what the library finds of the cell without hands', async () => {
  const hand = await CellRun.make({ swc: branchedSwc, plan: passive, places: [] });
  const found = hand.measure('apic[0] 0.5');
  const cell = neuron({
    shape: morphology(branchedSwc),
    Ra: '100 ohm*cm',
    paint: [{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] }],
  });
  const { sections, impedance } = linearCell(cell);
  expect(found.unstable).toBe(0);
  expect(found.rest).toBeCloseTo(-65, 6);
  expect(found.input).toBeCloseTo(impedance('apic[0] 0.5').input, 9);
  expect(found.toRoot).toBeCloseTo(impedance('soma 0.5').transfer[placesOn(cell, 'apic[0] 0.5')[0]!.node]!, 9);
  expect(found.lambda).toBe(sections.find((s) => s.name === 'apic[0]')!.lambda);
  expect(found.regions.map((r) => r.region)).toEqual(['soma', 'axon', 'basal', 'apical']);
  hand.dispose();
});

describe('the film of a cell', () => {
  test('frames stand at whole tenths of a millisecond, and hold what traces hold', async () => {
    const hand = await CellRun.make({ swc: branchedSwc, plan: standardPlan, places: [] });
    const stimuli = firstStimuli(hand.picture);
    const [film, log] = [new FilmLog(), new VoltageLog()];
    film.clear(hand.picture.labels.length);
    for (let step = 0; step < 400; ) {
      const from = step === 0 ? 'start' : 'here';
      const out = await hand.advance({ from, stimuli, probes: ['apic[0] 0.5'], steps: 7, end: 400 });
      if (out.film) film.append(out.film);
      if (out.rows) log.append(['soma 0.5', 'apic[0] 0.5'], out.rows);
      step = out.step;
    }
    const node = hand.picture.labels.indexOf('apic[0] 0.5');
    log.times.forEach((t, k) => {
      expect(film.rowAt(t)).toBe(k);
      expect(film.voltage(k, node)).toBe(log.at('apic[0] 0.5')[k]);
    });
    expect(film.rowAt(10.2)).toBe(-1);
    hand.dispose();
  });

  test('a long run is kept at fewer times, each with its own voltages', () => {
    const nodes = 400_000;
    const film = new FilmLog();
    film.clear(nodes);
    // 8 million voltages are 20 rows.
    for (let k = 1; k <= 50; k++) film.append({ first: 0.1 * k, every: 0.1, values: new Float32Array(nodes).fill(k) });
    for (const t of [0.8, 1.6, 4.8]) expect(film.voltage(film.rowAt(t), 7)).toBeCloseTo(10 * t, 9);
    expect(film.rowAt(5.4)).toBe(-1);
  });
});

describe('ways along the tree', () => {
  test('a path goes from the middle of the soma outwards', async () => {
    const hand = await CellRun.make({ swc: branchedSwc, plan: standardPlan, places: [] });
    const { picture } = hand;
    const path = pathTo(picture, farthest(picture));
    expect(picture.labels[path[0]!]).toBe('soma[0] 0.5');
    const along = path.map((node) => picture.distances[node]!);
    expect(along).toEqual([...along].sort((a, b) => a - b));
    expect(along.at(-1)).toBe(Math.max(...picture.distances.filter((_, k) => picture.areas[k]! > 0)));
    expect(pathTo(picture, path[0]!)).toEqual([path[0]]);
    hand.dispose();
  });

  test('keys go outwards, inwards and to the branch beside', async () => {
    const hand = await CellRun.make({ swc: branchedSwc, plan: standardPlan, places: [] });
    const { picture } = hand;
    const [soma] = [picture.labels.indexOf('soma[0] 0.5')];
    expect(inward(picture, soma)).toBe(soma);
    let at = outward(picture, soma);
    expect(inward(picture, at)).toBe(soma);
    const first = at;
    const seen = new Set<string>();
    do {
      seen.add(picture.labels[at]!.split('[')[0]!);
      at = sideways(picture, at, 1);
    } while (at !== first);
    expect([...seen].sort()).toEqual(['apic', 'axon', 'dend']);
    expect(sideways(picture, sideways(picture, first, 1), -1)).toBe(first);
    // From a tip nothing follows.
    let tip = first;
    for (let next = outward(picture, tip); next !== tip; next = outward(picture, next)) tip = next;
    expect(outward(picture, tip)).toBe(tip);
    hand.dispose();
  });
});

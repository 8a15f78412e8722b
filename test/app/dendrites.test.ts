/** The dendrites room without its page: what its worker does with a cell, its links, and ways along a tree. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dendritePresets } from '../../src/app/network-presets.ts';
import { readAddress, writeAddress } from '../../src/app/rooms/dendrites/dendrites-address.ts';
import {
  type CellExperiment,
  dt,
  firstStimuli,
  kindNamed,
  type Layer,
  layerOf,
  type Stimulus,
  standard,
  stepAt,
  withChannels,
} from '../../src/app/rooms/dendrites/experiment.ts';
import { FilmLog } from '../../src/app/rooms/dendrites/film-log.ts';
import { barOf, extentOf, scaleOf, straight, zoomed } from '../../src/app/rooms/dendrites/tree/camera.ts';
import { farthest, inward, outward, pathTo, sideways } from '../../src/app/rooms/dendrites/tree/walk.ts';
import { VoltageLog } from '../../src/app/rooms/dendrites/voltage-log.ts';
import { CellRun } from '../../src/app/rooms/dendrites/worker/cell-run.ts';
import { LayerError } from '../../src/app/rooms/dendrites/worker/model.ts';
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
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { grownCell } from '../morphology/grown.ts';

const textOf = (name: string) =>
  readFileSync(new URL(`../../src/app/rooms/dendrites/cells/${name}.swc`, import.meta.url), 'utf8');

const membranes = Object.fromEntries(
  Object.entries(standard.membranes).map(([region, m]) => [region, withChannels(m, false)]),
) as CellExperiment['membranes'];
const passive = { ...standard, membranes };

const current: Stimulus = { kind: 'current', at: 'dend[1] 0.5', amount: 0.1, from: 5, to: 12, every: 0 };
const train: Stimulus = { kind: 'excite', at: 'apic[0] 0.5', amount: 4, from: 8, to: 19, every: 5 };
const inhibition: Stimulus = { kind: 'inhibit', at: 'soma 0.5', amount: 10, from: 10, to: 11, every: 0 };

/** Runs on, in stretches as they come, to a time, ms. */
async function runTo(bench: CellRun, end: number, stimuli: readonly Stimulus[], from: 'start' | 'here' = 'here') {
  let out = await bench.advance({ from, stimuli, probes: ['dend[1] 0.5'], steps: 7, end: stepAt(end, dt) });
  while (out.step < stepAt(end, dt))
    out = await bench.advance({ from: 'here', stimuli, probes: ['dend[1] 0.5'], steps: 113, end: stepAt(end, dt) });
  return out;
}

describe('the cell in hand', () => {
  test('what hands do is what clamps and synapses of the library do', async () => {
    const bench = await CellRun.make({ swc: textOf('branched'), plan: passive, places: [] });
    const { voltages } = await runTo(bench, 24, [current, train, inhibition], 'start');
    bench.dispose();
    const cell = neuron({
      shape: morphology(textOf('branched')),
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
    const bench = await CellRun.make({ swc: textOf('branched'), plan: standard, places: [] });
    const first = firstStimuli(bench.picture);
    await runTo(bench, 11, first, 'start');
    const late: Stimulus = { ...current, from: 11, to: 14 };
    await runTo(bench, 16, [...first, late]);
    const live = await runTo(bench, 30, [...first, late, { ...train, from: 16, to: 27 }]);
    const again = await runTo(bench, 30, [...first, late, { ...train, from: 16, to: 27 }], 'start');
    expect(again.voltages).toEqual(live.voltages);
    expect(again.hash).toBe(live.hash);
    expect(live.spikes).toBeGreaterThan(0);
    const without = await runTo(bench, 30, first, 'start');
    expect(without.voltages).not.toEqual(live.voltages);
    bench.dispose();
  });

  test('rows stand at whole tenths of a millisecond, whatever the stretches', async () => {
    const bench = await CellRun.make({ swc: textOf('ball-and-stick'), plan: passive, places: [] });
    const log = new VoltageLog();
    for (let step = 0; step < 400; ) {
      const out = await bench.advance({
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
    bench.dispose();
  });

  test('pieces cover every compartment, of a file of 2000 samples and of 30 000', async () => {
    for (const samples of [2000, 30_000]) {
      const bench = await CellRun.make({ swc: grownCell(samples), plan: { ...passive, lambda: 0.5 }, places: [] });
      const { picture } = bench;
      expect(picture.samples).toBe(samples);
      const drawn = new Set(picture.nodes);
      picture.areas.forEach((area, node) => void expect(drawn.has(node)).toBe(area > 0));
      expect(picture.nodes.length).toBeLessThan(8000 + 2 * picture.compartments);
      expect(picture.pieces.every(Number.isFinite)).toBe(true);
      expect(picture.balls[0]).toBe(1);
      expect(picture.labels[picture.nodes[0]!]).toBe('soma[0] 0.5');
      bench.dispose();
    }
  });

  test('the pieces of a compartment are as long as it is', async () => {
    const bench = await CellRun.make({ swc: textOf('branched'), plan: standard, places: [] });
    const { pieces, nodes, labels } = bench.picture;
    const lengths = new Map<string, number>();
    nodes.forEach((node, k) => {
      const [a, z] = [pieces.subarray(8 * k, 8 * k + 3), pieces.subarray(8 * k + 4, 8 * k + 7)];
      const name = labels[node]!.split(' ')[0]!;
      lengths.set(name, (lengths.get(name) ?? 0) + Math.hypot(z[0]! - a[0]!, z[1]! - a[1]!, z[2]! - a[2]!));
    });
    // Corners of the course may be cut at the compartments' ends only; coordinates are f32.
    for (const { name, length } of morphology(textOf('branched')).sections)
      expect(lengths.get(name), name).toBeCloseTo(length, 3);
    bench.dispose();
  });

  test('places that the cell does not have are told of; files that are no cell are refused', async () => {
    const bench = await CellRun.make({
      swc: textOf('branched'),
      plan: standard,
      places: ['soma 0.5', 'tuft 0.5', 'dend[0] 2', 'apical tips'],
    });
    expect(bench.picture.missing.map((m) => m.at)).toEqual(['tuft 0.5', 'dend[0] 2', 'apical tips']);
    expect(bench.picture.missing[2]!.message).toMatch(/names \d places; one is expected/);
    bench.dispose();
    const refused = async (swc: string) =>
      CellRun.make({ swc, plan: standard, places: [] }).then(
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
    const bench = await CellRun.make({ swc, plan: standard, places: [] });
    expect(bench.picture.regions).toEqual(['soma', 'other']);
    bench.dispose();
  });
});

describe('presets of cells with dendrites', () => {
  /** Milliseconds after which each has spiked, if it spikes at all. */
  const duration = 30;

  test.each(dendritePresets.map((p) => p.name))('%s: spikes are those of the library', async (name) => {
    const preset = presetByName(name);
    const made = CellRun.make({ preset: name, values: {}, plan: standard, places: [] });
    const net = preset.build(presetValues(preset), 1);
    if (!net.populations.some((p) => 'branching' in p.blueprint.shape)) {
      await expect(made).rejects.toThrow(/without a tree that could be drawn/);
      return;
    }
    const bench = await made;
    const end = stepAt(duration, preset.dt);
    let out = await bench.advance({ from: 'start', stimuli: [], probes: [], steps: 100, end });
    while (out.step < end) out = await bench.advance({ from: 'here', stimuli: [], probes: [], steps: 1000, end });
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
    expect(bench.picture.samples).toBeUndefined();
    bench.dispose();
  });

  test('values are those that were set, hands reach the first cell, and layers are painted on top', async () => {
    const make = (values: Record<string, number>, layers: readonly Layer[] = []) =>
      CellRun.make({ preset: 'dendrite-ring', values, plan: { ...standard, layers }, places: [] });
    const [few, more] = [await make({ cells: 3, segments: 7 }), await make({ cells: 4 })];
    expect([few.picture.cells, more.picture.cells]).toEqual([3, 4]);
    expect(few.picture.compartments).toBe(8);
    const end = stepAt(9, few.picture.dt);
    const voltageAt = async (bench: CellRun, stimuli: readonly Stimulus[]) => {
      let out = await bench.advance({ from: 'start', stimuli, probes: [], steps: end, end });
      while (out.step < end) out = await bench.advance({ from: 'here', stimuli, probes: [], steps: end, end });
      return out.voltages[bench.picture.labels.indexOf('dend 0.5')]!;
    };
    const push: Stimulus = { kind: 'current', at: 'dend 0.5', amount: 0.02, from: 0, to: 9, every: 0 };
    // 20 pA into some 100 MΩ, of which 9 ms let most be seen.
    expect((await voltageAt(few, [push])) - (await voltageAt(few, []))).toBeGreaterThan(0.5);
    const leaky = await make({ cells: 3, segments: 7 }, [
      { channel: 'leak', on: 'dend', density: '1 mS/cm^2', E: '-80 mV' },
    ]);
    expect(leaky.measure('dend 0.5').rest).toBeLessThan(few.measure('dend 0.5').rest - 3);
    for (const bench of [few, more, leaky]) bench.dispose();
    await expect(make({ cells: 1 })).rejects.toThrow(/between 2 and/);
  });
});

describe('channels on top', () => {
  const make = (layers: readonly Layer[]) =>
    CellRun.make({ swc: textOf('branched'), plan: { ...passive, layers }, places: [] });
  const layer = (channel: string, change: Partial<Layer> = {}): Layer => ({
    ...layerOf(kindNamed(channel)!),
    ...change,
  });

  test('every channel of the library can be painted, with a pool where it needs one, and stays finite', async () => {
    for (const kind of channelKinds) {
      const bench = await make([layer(kind.name)]);
      const { voltages } = await bench.advance({ from: 'start', stimuli: [], probes: [], steps: 8, end: 8 });
      expect(voltages.every(Number.isFinite), kind.name).toBe(true);
      bench.dispose();
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
  const bench = await CellRun.make({ swc: textOf('branched'), plan: passive, places: [] });
  const found = bench.measure('apic[0] 0.5');
  const cell = neuron({
    shape: morphology(textOf('branched')),
    Ra: '100 ohm*cm',
    paint: [{ on: 'all', channels: [leak({ g: '0.05 mS/cm^2', E: '-65 mV' })] }],
  });
  const { sections, impedance } = linearCell(cell);
  expect(found.rest).toBeCloseTo(-65, 6);
  expect(found.input).toBeCloseTo(impedance('apic[0] 0.5').input, 9);
  expect(found.toRoot).toBeCloseTo(impedance('soma 0.5').transfer[placesOn(cell, 'apic[0] 0.5')[0]!.node]!, 9);
  expect(found.lambda).toBe(sections.find((s) => s.name === 'apic[0]')!.lambda);
  expect(found.regions.map((r) => r.region)).toEqual(['soma', 'axon', 'basal', 'apical']);
  bench.dispose();
});

describe('the film of a cell', () => {
  test('frames stand at whole tenths of a millisecond, and hold what traces hold', async () => {
    const bench = await CellRun.make({ swc: textOf('branched'), plan: standard, places: [] });
    const stimuli = firstStimuli(bench.picture);
    const [film, log] = [new FilmLog(), new VoltageLog()];
    film.clear(bench.picture.labels.length);
    for (let step = 0; step < 400; ) {
      const from = step === 0 ? 'start' : 'here';
      const out = await bench.advance({ from, stimuli, probes: ['apic[0] 0.5'], steps: 7, end: 400 });
      if (out.film) film.append(out.film);
      if (out.rows) log.append(['soma 0.5', 'apic[0] 0.5'], out.rows);
      step = out.step;
    }
    const node = bench.picture.labels.indexOf('apic[0] 0.5');
    log.times.forEach((t, k) => {
      expect(film.rowAt(t)).toBe(k);
      expect(film.voltage(k, node)).toBe(log.at('apic[0] 0.5')[k]);
    });
    expect(film.rowAt(10.2)).toBe(-1);
    bench.dispose();
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

  test('a path goes from the middle of the soma outwards', async () => {
    const bench = await CellRun.make({ swc: textOf('branched'), plan: standard, places: [] });
    const { picture } = bench;
    const path = pathTo(picture, farthest(picture));
    expect(picture.labels[path[0]!]).toBe('soma[0] 0.5');
    const along = path.map((node) => picture.distances[node]!);
    expect(along).toEqual([...along].sort((a, b) => a - b));
    expect(along.at(-1)).toBe(Math.max(...picture.distances.filter((_, k) => picture.areas[k]! > 0)));
    expect(pathTo(picture, path[0]!)).toEqual([path[0]]);
    bench.dispose();
  });
});

describe('links', () => {
  const through = (e: CellExperiment, token?: string) => readAddress(writeAddress(e, token));

  test('hold all that is shown', () => {
    const e: CellExperiment = {
      ...standard,
      cell: 'branched',
      membranes: {
        ...standard.membranes,
        basal: { ...withChannels(standard.membranes.basal, false), g_L: 0.07 },
        soma: { ...standard.membranes.soma, g_Na: 90, E_L: -60 },
      },
      Ra: 180,
      temperature: 18.5,
      lambda: 0.05,
      layers: [
        { channel: 'KM_Ma2020', on: 'apical and distance > 100 um', density: '0.1 mS/cm^2 * x', E: '-80 mV' },
        { channel: 'CaHT_Re1993', on: 'all', density: '0.2 mS/cm^2', E: undefined },
      ],
      poolDepth: 0.2,
      poolTau: 40,
      stimuli: [current, train, inhibition],
      probes: ['dend[1] 0.5', 'apic[3] 0.25'],
      path: 'apic[3] 0.25',
      duration: 450,
      pace: 'max',
      coldest: -70,
      hottest: -50,
    };
    expect(through(e)).toEqual({ experiment: e, token: undefined, refused: [] });
    expect(through(standard).experiment).toEqual(standard);
    expect(through({ ...standard, stimuli: [] }).experiment.stimuli).toEqual([]);
    const preset: CellExperiment = { ...standard, cell: 'dendrite-ring', preset: { cells: 7 }, duration: 80 };
    expect(through(preset)).toEqual({ experiment: preset, token: undefined, refused: [] });
    expect(through({ ...preset, duration: 100 }).experiment.duration).toBe(100);
    const own = through({ ...e, cell: 'mine & yours.swc', swc: 'text' }, 'abc-_9');
    expect([own.experiment.cell, own.token]).toEqual(['mine & yours.swc', 'abc-_9']);
    expect(writeAddress({ ...e, swc: 'text' }, 'x'.repeat(700_000)).length).toBeLessThan(2000);
  });

  test.each([
    ['cell=nothing', /does not come with the page/],
    ['Ra=0', /Ra must lie between 1 and 10000 ohm\*cm/],
    ['Ra=3+mV', /'3 mV' is a voltage; a resistivity/],
    ['soma=leaky', /'active' or 'passive'/],
    ['soma.g_Na=-1+mS/cm^2', /g_Na must lie between/],
    ['soma.g_X=1', /no parameter 'soma.g_X'/],
    ['nose.g_Na=1', /no parameter 'nose.g_Na'/],
    ['do=shake+it', /what is done reads/],
    ['do=current+1+nS+at+soma+0.5+from+0+ms+to+1+ms', /amount/],
    ['do=excite+99999+nS+at+soma+0.5+from+0+ms+to+1+ms', /amount must lie between/],
    ['low=40+mV', /must lie above the lower one/],
    ['pace=7', /paces are/],
    ['preset=ei-tutorial', /whose cells have no dendrites.*dendrite-ring/],
    ['preset=dendrite-ring&cells=1', /between 2 and/],
    ['paint=much', /what is painted reads/],
    ['paint=Xx+1+mS/cm^2+on+all', /no channel 'Xx'/],
    ['pool_depth=0+um', /depth of the pool must lie/],
    ['duration=99+s', /duration must lie between/],
    ['see=a&see=b&see=c&see=d', /at most 3 places/],
  ])('%s is refused in words, and the rest is taken', (query, sentence) => {
    const { experiment, refused } = readAddress(`#dendrites?${query}&lambda=0.2`);
    expect(refused.join(' ')).toMatch(sentence);
    expect(experiment.lambda).toBe(0.2);
  });

  test('more stimuli than a cell is given are refused', () => {
    const many = Array.from({ length: 70 }, () => 'do=current+1+nA+at+soma+0.5+from+0+ms+to+1+ms').join('&');
    const { experiment, refused } = readAddress(`#dendrites?${many}`);
    expect(experiment.stimuli).toHaveLength(60);
    expect(refused[0]).toMatch(/at most 60 stimuli/);
  });
});

describe('on the tree', () => {
  test('keys go outwards, inwards and to the branch beside', async () => {
    const bench = await CellRun.make({ swc: textOf('branched'), plan: standard, places: [] });
    const { picture } = bench;
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
    bench.dispose();
  });

  test('coming closer keeps the point under the pointer; the bar is a round length', () => {
    const extent = extentOf({ pieces: Float32Array.of(-50, 0, 0, 2, 150, 80, 0, 2) });
    expect(extent).toMatchObject({ x: 50, aside: 101 });
    const scale = scaleOf(extent, straight, 400, 400);
    const at = { x: 30, y: -20 };
    const near = zoomed(straight, 2, scale, at);
    const scale2 = scaleOf(extent, near, 400, 400);
    // The point of the cell at the pointer, before and after.
    expect(at.x / scale2 + near.across).toBeCloseTo(at.x / scale, 9);
    expect(-at.y / scale2 + near.along).toBeCloseTo(-at.y / scale, 9);
    expect(zoomed(near, 1e-3, scale2, at)).toEqual(straight);
    for (const pixels of [0.01, 0.3, 1, 7, 39]) {
      const bar = barOf(pixels, 120);
      expect(bar * pixels).toBeLessThanOrEqual(120);
      expect(bar * pixels).toBeGreaterThan(40);
      expect([1, 2, 5]).toContain(Number(bar.toExponential().split('e')[0]));
    }
  });
});

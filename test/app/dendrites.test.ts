/** The dendrites room without its page: its links, and how a cell is looked at. */
import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../src/app/rooms/dendrites/dendrites-address.ts';
import { type CellExperiment, standard } from '../../src/app/rooms/dendrites/experiment.ts';
import { barOf, extentOf, scaleOf, straight, zoomed } from '../../src/app/rooms/dendrites/tree/camera.ts';
import { type Stimulus, withChannels } from '../../src/studies/measure.ts';

const current: Stimulus = { kind: 'current', at: 'dend[1] 0.5', amount: 0.1, from: 5, to: 12, every: 0 };
const train: Stimulus = { kind: 'excite', at: 'apic[0] 0.5', amount: 4, from: 8, to: 19, every: 5 };
const inhibition: Stimulus = { kind: 'inhibit', at: 'soma 0.5', amount: 10, from: 10, to: 11, every: 0 };

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

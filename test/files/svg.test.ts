import { describe, expect, test } from 'vitest';
import { type FigureData, figureSvg } from '../../src/files/index.ts';
import { withDensity } from '../../src/files/png.ts';
import { readByPython } from './python.ts';

const groups = [
  { name: 'E', first: 0, count: 80 },
  { name: 'I', first: 80, count: 20 },
];

/** One spike of neuron k mod 100 in step k, for 1000 steps of 0.1 ms; neuron 100 is a stimulus and spikes too. */
const data: FigureData = {
  spikes: {
    steps: Uint32Array.from({ length: 1010 }, (_, k) => k),
    cells: Uint32Array.from({ length: 1010 }, (_, k) => (k < 1000 ? k % 100 : 100)),
  },
  groups,
  dt: 0.1,
  window: { from: 0, to: 100 },
};

interface Element {
  readonly tag: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All elements of a document, read by Python's XML parser. */
function elements(svg: string): Element[] {
  const script = `
import xml.etree.ElementTree as tree
root = tree.parse(path).getroot()
print(json.dumps([{'tag': e.tag.split('}')[1], 'text': ''.join(e.itertext()), 'attributes': e.attrib} for e in root.iter()]))
`;
  return readByPython(new TextEncoder().encode(svg), '.svg', script) as Element[];
}

const dots = (all: readonly Element[], colour: string): number[][] =>
  all
    .filter((e) => e.attributes['stroke'] === colour && e.attributes['stroke-linecap'] === 'round')
    .flatMap((e) => [...e.attributes['d']!.matchAll(/M([\d.]+) ([\d.]+)h/g)].map((m) => [Number(m[1]), Number(m[2])]));

const texts = (all: readonly Element[]): string[] => all.filter((e) => e.tag === 'text').map((e) => e.text);

describe('a figure', () => {
  test('has one dot per spike at its time and neuron, E below I', () => {
    const all = elements(figureSvg(data).svg);
    const excitatory = dots(all, '#0072B2');
    const inhibitory = dots(all, '#D55E00');
    expect([excitatory.length, inhibitory.length]).toEqual([800, 200]);
    // Neuron k is 1/100 of the raster higher than neuron k − 1, and its first spike 0.1 ms later.
    const height = (0.4 * 174 * 72) / 25.4;
    for (const k of [1, 40, 79]) {
      expect(excitatory[0]![1]! - excitatory[k]![1]!).toBeCloseTo((k * height) / 100, 0);
      expect(Math.abs(excitatory[0]![1]! - excitatory[k]![1]! - (k * height) / 100)).toBeLessThanOrEqual(0.051);
    }
    expect(Math.max(...inhibitory.map((d) => d[1]!))).toBeLessThan(Math.min(...excitatory.map((d) => d[1]!)));
    const width = inhibitory.at(-1)![0]! - excitatory[0]![0]!;
    const axis = all.filter((e) => e.tag === 'path' && e.attributes['stroke'] === '#000000')[0]!.attributes['d']!;
    const [, left, right] = /^M([\d.]+) [\d.]+V[\d.]+H([\d.]+)/.exec(axis)!.map(Number);
    expect(width).toBeCloseTo((right! - left!) * (999 / 1000), 0);
  });

  test('names axes, units and groups, and is as large as it says', () => {
    const figure = figureSvg(data, { width: 85 });
    const all = elements(figure.svg);
    expect(texts(all)).toEqual(
      expect.arrayContaining(['time (ms)', 'neuron', 'rate (Hz)', 'E', 'I', 'a', 'b', '0', '100']),
    );
    const { width, height, viewBox } = all[0]!.attributes as { width: string; height: string; viewBox: string };
    expect(width).toBe('85mm');
    expect(height).toBe(`${figure.height}mm`);
    const [, , w, h] = viewBox.split(' ').map(Number);
    expect(w! / h!).toBeCloseTo(figure.width / figure.height, 2);
    expect(w!).toBeCloseTo((85 * 72) / 25.4, 1);
  });

  test('says in its caption what is shown', () => {
    const { svg, caption } = figureSvg(data, { title: 'A < B & C', source: 'Seed 1.' });
    expect(caption).toBe(
      'A < B & C. (a) All 1000 spikes of 100 neurons (E: 80, I: 20) from 0 to 100\u00a0ms. (b) Mean rate per neuron in bins of 0.5\u00a0ms. Seed 1.',
    );
    const all = elements(svg);
    expect(all.find((e) => e.tag === 'desc')!.text).toBe(caption);
    const shown = all.filter((e) => e.tag === 'tspan').map((e) => e.text);
    expect(shown.join(' ')).toBe(caption);
  });

  test('draws the rate of each group to scale', () => {
    // All 20 inhibitory cells spike within 2 of every 10 ms: 10 spikes per bin of 1 ms among 20 cells are 500 Hz.
    const { svg } = figureSvg({ ...data, window: { from: 0, to: 10 } }, { bin: 1 });
    const all = elements(svg);
    const rate = all.find((e) => e.attributes['stroke'] === '#D55E00' && e.attributes['stroke-width'] === '0.75')!;
    const heights = [...rate.attributes['d']!.matchAll(/[MV](?:[\d.]+ )?([\d.]+)H/g)].map((m) => Number(m[1]));
    expect(heights.length).toBe(10);
    expect(heights.slice(0, 8).every((y) => y === heights[0])).toBe(true);
    expect(heights[8]).toBe(heights[9]);
    expect(heights[0]! - heights[8]!).toBeCloseTo(52, 1);
    expect(texts(all)).toEqual(expect.arrayContaining(['0', '200', '400']));
  });

  test('thins by whole neurons and says so', () => {
    const { svg, caption } = figureSvg(data, { dots: 250 });
    const all = elements(svg);
    const number = dots(all, '#0072B2').length + dots(all, '#D55E00').length;
    const [, every] = /only every (\d+)th neuron is drawn/.exec(caption)!;
    expect(number).toBeLessThanOrEqual(250);
    expect(number).toBe(10 * Math.ceil(100 / Number(every)));
    expect(caption).toContain('(a) 1000 spikes');
    expect(caption).not.toContain('All');
    expect(figureSvg(data, { dots: 1000 }).caption).toContain('All 1000 spikes');
  });

  test('draws voltages with their extremes, unit and neuron', () => {
    const values = Float64Array.from({ length: 1001 }, (_, k) => -70 + 20 * Math.sin(k / 50));
    values[500] = 30;
    const traces = { variable: 'V', unit: 'mV', lines: [{ cell: 85, firstStep: 0, values }] };
    const { svg, caption } = figureSvg({ ...data, traces });
    const all = elements(svg);
    expect(texts(all)).toEqual(expect.arrayContaining(['V (mV)', 'neuron 85', 'c', '−50', '0']));
    expect(caption).toContain('(c) V of neuron 85.');
    const line = all.find((e) => e.attributes['stroke-linejoin'] === 'round')!;
    expect(line.attributes['stroke']).toBe('#D55E00');
    const ys = [...line.attributes['d']!.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((m) => Number(m[1]));
    // The strip is 34 points high; its top is the one value of 30 mV.
    expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(34, 1);
    expect(ys.filter((y) => y < Math.min(...ys) + 10).length).toBe(1);
  });

  test('is the same text for the same run, and no room is an error', () => {
    expect(figureSvg(data)).toEqual(figureSvg(data));
    expect(() => figureSvg({ ...data, window: { from: 5, to: 5 } })).toThrow(/no duration/);
    expect(() => figureSvg(data, { width: 10 })).toThrow(/between 40 and 1000 mm/);
  });

  test('may be empty', () => {
    const none = { steps: new Uint32Array(0), cells: new Uint32Array(0) };
    const { caption, svg } = figureSvg({ ...data, spikes: none, groups: [{ name: 'cell', first: 0, count: 1 }] });
    expect(caption).toContain('(a) 0 spikes of 1 neuron from 0 to 100\u00a0ms.');
    expect(elements(svg).length).toBeGreaterThan(10);
    expect(svg).not.toContain('NaN');
  });
});

test('a PNG carries its density', () => {
  // The smallest PNG: one grey dot.
  const png = Uint8Array.from(
    atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='),
    (c) => c.charCodeAt(0),
  );
  const script = `
import struct, zlib
data = open(path, 'rb').read()
at, chunks = 8, []
while at < len(data):
    n, kind = struct.unpack('>I4s', data[at:at + 8])
    body = data[at + 8:at + 8 + n]
    ok = struct.unpack('>I', data[at + 8 + n:at + 12 + n])[0] == zlib.crc32(kind + body)
    chunks.append([kind.decode(), ok, list(struct.unpack('>IIB', body)) if kind == b'pHYs' else None])
    at += 12 + n
print(json.dumps(chunks))
`;
  expect(readByPython(withDensity(png, 300), '.png', script)).toEqual([
    ['IHDR', true, null],
    ['pHYs', true, [11811, 11811, 1]],
    ['IDAT', true, null],
    ['IEND', true, null],
  ]);
});

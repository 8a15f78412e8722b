/** Charts of the page as figures for print: what is in them, by the document that is saved. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chartFigure, hasPoint } from '../../src/app/plots/chart/chart-figure.tsx';
import type { ChartContent, Curve } from '../../src/app/plots/chart/curve.ts';
import { lightTokens, withoutNames } from '../../src/export/figure/colours.ts';
import { figureDocument } from '../../src/export/figure/document.ts';
import { type FigureSizeName, figureSizes } from '../../src/export/figure/sizes.ts';

/** A style sheet of the page as a browser tells it: rules with their selectors, media as rules within rules. */
function sheet(path: string) {
  const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const cssRules = [...text.matchAll(/([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, head = '', body = '']) => {
    if (head.trim().startsWith('@')) return { cssRules: [] };
    const entries = [...body.matchAll(/([\w-]+):\s*([^;]+);/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const values = new Map(entries);
    const style = Object.assign(values.keys(), { getPropertyValue: (name: string) => values.get(name) ?? '' });
    return { selectorText: head.trim(), style };
  });
  return { cssRules };
}

const tokens = lightTokens(['src/app/style/tokens.css', 'src/app/plots/chart/chart.css'].map(sheet));
const colour = (css: string): string => withoutNames(css, tokens);

const content: ChartContent = {
  name: 'rate against current: a < b & c',
  label: 'rates',
  x: { title: 'I (pA)', low: 0, high: 600 },
  y: { title: 'rate (Hz)', low: 0, high: 100 },
  curves: [
    { key: 'a', name: 'steady', colour: 'var(--hue-1)', width: 2, x: [0, 300, 600], y: [0, 50, 100] },
    { key: 'b', name: 'w_e', colour: 'var(--text)', dash: '6 3', x: [0, 300, 600], y: [100, Number.NaN, 0] },
    { key: 'c', name: 'bar', colour: 'var(--e)', quiet: true, x: [300, 300], y: [20, 30] },
    { key: 'd', name: 'dots', colour: '#123456', marker: 'circle', pointsOnly: true, x: [300, 400], y: [50, 50] },
  ],
  notes: [{ x: 300, y: 50, shape: 'ring', text: 'fires on', colour: 'var(--hue-1)' }],
};

const drawn = (more: Partial<ChartContent> = {}, size: FigureSizeName = 'column') =>
  figureDocument(chartFigure({ ...content, ...more }), figureSizes[size], colour);

const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map(([, inside = '']) => inside.replace(/<[^>]*>/g, ''));

/** The path of a curve, its attributes and the numbers in it. */
function curveOf(svg: string, name: string) {
  const [, path = ''] = new RegExp(`data-curve="${name}"[^>]*>(<path[^>]*/>)`).exec(svg) ?? [];
  const d = / d="([^"]*)"/.exec(path)?.[1] ?? '';
  const points = [...d.matchAll(/([ML])([\d.]+) ([\d.]+)/g)];
  return {
    path,
    pens: points.map((m) => m[1]),
    xs: points.map((m) => Number(m[2])),
    ys: points.map((m) => Number(m[3])),
  };
}

test('axes have titles and units, curves their names, and all text is text', () => {
  const { svg } = drawn();
  expect(texts(svg)).toEqual(
    expect.arrayContaining(['I (pA)', 'rate (Hz)', 'steady', 'we', 'dots', 'fires on', '0', '100']),
  );
  // What has no entry in the page's legend has none here.
  expect(texts(svg)).not.toContain('bar');
  expect(svg.match(/data-curve=/g)).toHaveLength(4);
  expect(svg).toContain('<title>rate against current: a &lt; b &amp; c</title>');
});

test('colours are those of print, written out: nothing of the style sheet is left', () => {
  const { svg } = drawn();
  expect(svg).not.toMatch(/var\(| class=| style=|NaN|undefined|aria-/);
  expect(curveOf(svg, 'steady').path).toContain('stroke="#00805e" stroke-width="2"');
  expect(curveOf(svg, 'w_e').path).toContain('stroke="#1b1b1a" stroke-width="1.5" stroke-dasharray="6 3"');
  // Samples of the legend, and the ring of the note.
  expect(svg.match(/stroke="#00805e"/g)).toHaveLength(3);
  expect(svg).toContain('<rect width="100%" height="100%" fill="#ffffff"/>');
  expect(() => colour('var(--no-such-hue)')).toThrow(/--no-such-hue/);
  // Light, though the sheets have dark values too.
  expect([tokens.get('--ground'), tokens.get('--e'), tokens.get('--hue-2')]).toEqual(['#ffffff', '#0072b2', '#a3458a']);
});

test('every colour that the page names in its code is one of the light style sheets', () => {
  const sources = readdirSync('src/app', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
  const names = sources.flatMap((path) => readFileSync(`src/app/${path}`, 'utf8').match(/var\(--[\w-]+\)/g) ?? []);
  expect(new Set(names).size).toBeGreaterThan(8);
  for (const name of new Set(names)) expect(colour(name), name).toMatch(/^#[0-9a-f]{6}$/);
});

test('numbers are as plotted: on their places between the ends of the axes, with gaps', () => {
  const { svg } = drawn();
  const { pens, xs, ys } = curveOf(svg, 'steady');
  expect(pens).toEqual(['M', 'L', 'L']);
  // Coordinates have two digits after the point.
  expect(xs[1]).toBeCloseTo((xs[0]! + xs[2]!) / 2, 1);
  expect(ys[1]).toBeCloseTo((ys[0]! + ys[2]!) / 2, 1);
  expect(curveOf(svg, 'w_e').pens).toEqual(['M', 'M']);
  // The tick of 600 pA stands under the last point, that of 100 Hz beside it, half a letter lower.
  expect(svg).toContain(`<text x="${xs[2]}"`);
  expect(svg).toContain(`y="${ys[2]! + 4}" text-anchor="end">100<`);
});

test('logarithmic axes stay so', () => {
  const x = { title: 'step dt (ms)', low: 0.001, high: 10, log: true };
  const curves: Curve[] = [{ key: 'a', name: 'rk4', colour: 'var(--hue-1)', x: [0.001, 0.1, 10], y: [0, 50, 100] }];
  const { svg } = drawn({ x, curves });
  const { xs } = curveOf(svg, 'rk4');
  expect(xs[1]).toBeCloseTo((xs[0]! + xs[2]!) / 2, 1);
  expect(texts(svg)).toEqual(expect.arrayContaining(['step dt (ms)', '0.001', '0.1', '10']));
});

test('sizes are those on paper: millimetres, and points of the type', () => {
  for (const [name, width, type] of [
    ['column', 85, 7],
    ['full', 174, 7],
    ['slide', 254, 18],
  ] as const) {
    const { svg, ...size } = drawn({}, name);
    const [, w, h, across, down] = /width="([\d.]+)mm" height="([\d.]+)mm" viewBox="0 0 ([\d.]+) ([\d.]+)"/
      .exec(svg)!
      .map(Number) as [number, number, number, number, number];
    expect([w, h]).toEqual([width, size.height]);
    expect(size.width).toBe(width);
    // Both ratios are rounded to a hundredth of a unit.
    expect(across / down).toBeCloseTo(w / h, 2);
    expect((11 * w * 72) / 25.4 / across).toBeCloseTo(type, 2);
  }
});

test('the legend takes the lines that it needs, and names that are too long are set in the room there is', () => {
  const many = (count: number, name: string): Curve[] =>
    Array.from({ length: count }, (_, k) => ({ ...content.curves[0]!, key: `${k}`, name: `${name} ${k}` }));
  const lines = (svg: string) =>
    new Set([...svg.matchAll(/translate\([\d.]+ (\d+)\)"><path d="M0 4H22"/g)].map((m) => m[1]));
  expect(lines(drawn({ curves: many(3, 'E') }).svg).size).toBe(1);
  const { svg, height } = drawn({ curves: many(12, 'exponential Euler') });
  expect(lines(svg).size).toBeGreaterThan(3);
  expect(height).toBeGreaterThan(drawn().height);
  const long = drawn({
    curves: many(1, 'a name that nobody would give to a curve, but that a person may give to a cell'),
  });
  const room = Number(/textLength="([\d.]+)"/.exec(long.svg)?.[1]);
  const [, width] = /viewBox="0 0 ([\d.]+)/.exec(long.svg)!.map(Number) as [number, number];
  // Axis at 64, sample and space of 28.
  expect(64 + 28 + room).toBeLessThanOrEqual(width);
  expect(svg).not.toContain('textLength');
});

test('the keys of a chart stand in the place of its curves, and without values there is nothing to save', () => {
  const keys = [{ ...content.curves[0]!, name: 'step to −20 mV' }];
  const shown = texts(drawn({ keys }).svg);
  expect(shown).toContain('step to −20 mV');
  expect(shown).not.toContain('steady');
  expect(content.curves.map(hasPoint)).toEqual([true, true, true, true]);
  expect(hasPoint({ ...content.curves[0]!, y: [Number.NaN, Number.NaN, Number.NaN] })).toBe(false);
  expect(hasPoint({ ...content.curves[0]!, x: [], y: [] })).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { areaOf, discretise, electrotonicLength, segmentsOf } from '../../src/morphology/discretise.ts';
import { morphology } from '../../src/morphology/index.ts';
import { goldenSwc, goldenTable } from './golden.ts';

/** The figures of the file have 15 digits. */
const close = (found: number, wanted: number, relative: number): void =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted));

describe('sections of SWC files', () => {
  const { columns, rows } = goldenTable('swc_sections');
  const files = [...new Set(rows.map((row) => row[0]!))];
  const value = (row: readonly string[], name: string): string => row[columns.indexOf(name)]!;
  it.each(files)('%s: as NEURON reads it', (file) => {
    const wanted = rows.filter((row) => row[0] === file);
    const { sections } = morphology(goldenSwc(file));
    expect(sections.map((s) => s.name)).toEqual(wanted.map((row) => value(row, 'section')));
    wanted.forEach((row, s) => {
      const section = sections[s]!;
      expect(section.parent).toBe(Number(value(row, 'parent')));
      if (section.parent >= 0) expect(section.parentX).toBe(Number(value(row, 'parent_x')));
      expect(section.points!.length).toBe(Number(value(row, 'points')));
      ['x0', 'y0', 'z0', 'd0'].forEach((name, k) => void expect(section.points![0]![k]).toBe(Number(value(row, name))));
      // 1e-13: sums of a few terms, and the file's fifteenth digit.
      close(section.length, Number(value(row, 'L_um')), 1e-13);
      close(areaOf(section), Number(value(row, 'area_um2')), 1e-13);
      const electrical = { Ra: 100, C: 1 };
      close(section.length / electrotonicLength(section, 100, 100, 1), Number(value(row, 'lambda_100_um')), 1e-13);
      expect(segmentsOf(section, { lambda: 0.1, frequency: 100 }, electrical)).toBe(
        Number(value(row, 'nseg_d_lambda')),
      );
    });
  });
});

describe('compartments', () => {
  it('are those of NEURON: parents, areas, resistances', () => {
    const shape = morphology(goldenSwc('branched.swc'));
    const counts = shape.sections.map((s) => segmentsOf(s, { longest: 20 }, { Ra: 150, C: 1 }));
    const nodes = discretise(shape, counts, 150);
    const { rows } = goldenTable('branched_compartments');
    expect(nodes.count).toBe(rows.length);
    rows.forEach((row, k) => {
      const [, parent, section, x, diameter, area, resistance] = row;
      expect(nodes.parent[k]).toBe(Number(parent));
      expect(shape.sections[nodes.section[k]!]!.name).toBe(section);
      close(nodes.x[k]!, Number(x), 1e-14);
      // Sums of up to eight pieces, each rounded once or twice.
      close(nodes.area[k]!, Number(area), 1e-14);
      if (k > 0) close(nodes.resistance[k]!, Number(resistance), 1e-14);
      if (Number(area) > 0) close(nodes.diameter[k]!, Number(diameter), 1e-14);
    });
  });

  it('count a jump of the diameter as the ring that it is', () => {
    const { sections } = morphology('1 3 0 0 0 2 -1\n2 3 10 0 0 2 1\n3 3 10 0 0 1 2\n4 3 20 0 0 1 3\n');
    // Two cylinders and the ring between radii 1 and 2.
    close(areaOf(sections[0]!), Math.PI * (40 + 20 + 3), 1e-12);
  });
});

describe('crooked files', () => {
  const root = '1 1 0 0 0 5 -1\n';
  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['two roots', `${root}2 3 9 0 0 1 -1\n`, /Samples 1 and 2 are both roots/],
    [
      'a parent that comes later',
      `${root}2 3 9 0 0 1 3\n3 3 20 0 0 1 1\n`,
      /Sample 2 names parent 3, which comes later; parents must come first/,
    ],
    ['a parent that is missing', `${root}2 3 9 0 0 1 31\n`, /Sample 2 names parent 31, which is not in the file/],
    ['an id twice', `${root}1 3 9 0 0 1 1\n`, /Sample 1 is there twice/],
    ['a radius of 0', `${root}2 3 9 0 0 0 1\n`, /radius of sample 2 is 0/],
    ['words', `${root}2 3 nine 0 0 1 1\n`, /Line 2: 'nine' is no number/],
    ['too few columns', `${root}2 3 9 0 0 1\n`, /Line 2: 6 columns were found/],
    ['nothing', '# empty\n\n', /has no samples/],
    ['one sample that is no soma', '1 3 0 0 0 1 -1\n', /one sample and it is no soma/],
    ['itself as parent', `${root}2 3 9 0 0 1 2\n`, /names itself/],
    [
      'a soma drawn as an outline',
      Array.from({ length: 14 }, (_, k) => {
        const angle = (2 * Math.PI * k) / 14;
        return `${k + 1} 1 ${10 * Math.cos(angle)} ${10 * Math.sin(angle)} 0 0.1 ${k === 0 ? -1 : k}`;
      }).join('\n'),
      /This soma is an outline of 14 points; replace it by one sample with its radius/,
    ],
  ];
  it.each(refused)('%s is refused in words', (_, text, sentence) => {
    expect(() => morphology(text)).toThrow(UserError);
    expect(() => morphology(text)).toThrow(sentence);
  });

  const plain = '1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 50 0 0 1 2\n';
  const alike: readonly (readonly [string, string])[] = [
    ['tabs and leading blanks', plain.replaceAll(' ', '\t').replace(/^/gm, '  ')],
    ['CRLF at line ends', plain.replaceAll('\n', '\r\n')],
    ['comments between and behind', `# head\n${plain.replace('\n2', ' # soma\n# between\n2')}`],
    ['lines in another order', plain.trim().split('\n').reverse().join('\n')],
    ['ids with gaps', '10 1 0 0 0 5 -1\n20 3 5 0 0 1 10\n35 3 50 0 0 1 20\n'],
    ['a byte order mark', `\uFEFF${plain}`],
    ['numbers with exponents', '1 1 0 0 0 5e0 -1\n2 3 0.5e1 0 0 1 1\n3 3 5E1 0 0 1 2\n'],
  ];
  it.each(alike)('%s make no difference', (_, text) => {
    expect(morphology(text).sections).toEqual(morphology(plain).sections);
  });

  it('a soma of several branches, a sphere, frusta and a point are each read by their rule', () => {
    const first = (text: string) => morphology(text).sections[0]!;
    expect(first('1 1 0 0 0 5 -1\n').length).toBe(10);
    expect(first('1 1 0 0 0 5 -1\n2 1 0 -5 0 5 1\n3 1 0 5 0 5 1\n').length).toBe(10);
    expect(first('1 1 0 0 0 5 -1\n2 1 0 -7 0 5 1\n3 1 0 5 0 4 1\n').length).toBe(7);
    expect(first('1 1 0 0 0 5 -1\n2 1 12 0 0 4 1\n').length).toBe(12);
  });

  it('100 000 samples make one cell', () => {
    const lines = ['1 1 0 0 0 5 -1'];
    for (let k = 2; k <= 100_000; k++) lines.push(`${k} 3 ${k} ${k % 7} 0 0.5 ${k % 100 === 2 ? 1 : k - 1}`);
    const { sections } = morphology(lines.join('\n'));
    expect(sections).toHaveLength(1001);
    expect(sections.reduce((n, s) => n + s.points!.length, 0)).toBeGreaterThan(99_000);
  });

  it('samples of one place are dropped, and what hangs on them hangs on their parent', () => {
    const { sections } = morphology(
      '1 1 0 0 0 5 -1\n2 3 10 0 0 1 1\n3 3 30 0 0 1 2\n4 4 30 0 0 1 3\n5 4 50 0 0 1 4\n6 4 30 20 0 1 4\n',
    );
    expect(sections.map((s) => [s.name, s.parent, s.parentX])).toEqual([
      ['soma[0]', -1, 0],
      ['dend[0]', 0, 0.5],
      ['apic[0]', 1, 1],
      ['apic[1]', 1, 1],
    ]);
  });

  it("by Arbor's rule, frusta only: a soma of one point is refused", () => {
    expect(() => morphology(plain, { rule: 'arbor' })).toThrow(/By the rule 'arbor' a soma has at least two samples/);
    const two = morphology('1 1 0 0 0 5 -1\n2 1 10 0 0 5 1\n3 3 30 0 0 1 2\n4 3 0 20 0 1 1\n', { rule: 'arbor' });
    expect(two.sections.map((s) => [s.name, s.parent, s.parentX, s.length])).toEqual([
      ['soma[0]', -1, 0, 10],
      ['dend[0]', 0, 0, 20],
      ['dend[1]', 0, 1, 20],
    ]);
  });
});

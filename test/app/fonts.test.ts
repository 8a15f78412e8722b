/** Every character that the page shows in words, names or formulas is in the faces that come with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { familyFormulas, panels } from '../../src/app/rooms/lif/panels.ts';
import { symbolOf } from '../../src/app/symbols/parts.ts';

const root = new URL('../../', import.meta.url).pathname;

/**
 * Characters of a WOFF2 file: its tables, compressed as one, and in them 'cmap' (https://www.w3.org/TR/WOFF2/, OpenType 'cmap' formats 4
 * and 12).
 */
function charactersOf(name: string): ReadonlySet<string> {
  const file = readFileSync(join(root, 'src/app/fonts', name));
  const tables = file.readUInt16BE(12);
  let at = 48;
  const base128 = () => {
    let value = 0;
    for (;;) {
      const byte = file[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let start = 0;
  let place = -1;
  for (let k = 0; k < tables; k++) {
    const flags = file[at++]!;
    const known = flags & 63;
    if (known === 63) at += 4;
    const length = base128();
    // 'glyf' and 'loca', numbers 10 and 11, are transformed unless marked by 3, all others where marked by other than 0.
    const transformed = known === 10 || known === 11 ? flags >> 6 !== 3 : flags >> 6 !== 0;
    const held = transformed ? base128() : length;
    // 'cmap' is the first of the known names.
    if (known === 0) place = start;
    start += held;
  }
  const data = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  const found = new Set<string>();
  const add = (first: number, last: number) => {
    for (let c = first; c <= last; c++) if (c !== 0xffff) found.add(String.fromCodePoint(c));
  };
  for (let k = 0; k < data.readUInt16BE(place + 2); k++) {
    const table = place + data.readUInt32BE(place + 4 + 8 * k + 4);
    const format = data.readUInt16BE(table);
    if (format === 12)
      for (let g = 0; g < data.readUInt32BE(table + 12); g++)
        add(data.readUInt32BE(table + 16 + 12 * g), data.readUInt32BE(table + 20 + 12 * g));
    else if (format === 4) {
      const segments = data.readUInt16BE(table + 6) / 2;
      for (let g = 0; g < segments; g++)
        add(data.readUInt16BE(table + 16 + 2 * (segments + g)), data.readUInt16BE(table + 14 + 2 * g));
    } else throw new Error(`a cmap of format ${format}`);
  }
  return found;
}

const both = (a: string, b: string) => new Set([...charactersOf(a), ...charactersOf(b)]);
const missing = (text: Iterable<string>, face: ReadonlySet<string>) =>
  [...new Set(text)].filter((c) => !face.has(c) && c !== '\n').sort();

/** Text between tags and in strings; no comments, no patterns. */
function wordsOf(path: string): string {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  let found = '';
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isJsxText(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    )
      found += node.text;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * Sentences that the page shows come from below it too: errors, refusals, presets, studies and their stories. The command line has a
 * terminal's face, and of units and operators more is read than is ever written.
 */
const shown = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  // Chinese is set in the system's faces: one of our own would be megabytes.
  .filter(
    (path) => /\.tsx?$/.test(path) && !path.includes('.zh.') && !/^(cli|quantity)\/|^equations\/tokens/.test(path),
  )
  .map((path) => join(root, 'src', path));

/**
 * Not letters of words: a hat and spaces of formulas, the space that holds a unit to its number, ideographs of the choice of language, and
 * two signs that the source has not.
 */
const elsewhere = /[\u0302\u00a0\u2002\u2009\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef◐∝]/u;

test('words', () => {
  expect(shown.length).toBeGreaterThan(200);
  const text = shown.map(wordsOf).join('');
  expect(text).toContain('Adaptation');
  const face = both('text.woff2', 'text-more.woff2');
  expect(missing(text, face).filter((c) => !elsewhere.test(c) && c >= ' ')).toEqual([]);
});

test('symbols', () => {
  const face = both('symbols.woff2', 'symbols-more.woff2');
  const greek = ['alpha', 'beta', 'gamma', 'delta', 'theta', 'tau', 'sigma', 'mu', 'omega', 'Delta', 'inf'].map(
    (n) => symbolOf(n).base,
  );
  expect(missing([...greek.join(''), 'τ', 'V', 'z', '0'], face)).toEqual([]);
});

test('formulas', () => {
  const text = [...panels.flatMap((p): readonly string[] => p.formulas), ...Object.values(familyFormulas).flat()].join(
    ' ',
  );
  const face = charactersOf('math.woff2');
  expect(missing(text.replace(/\\\w+|[{}_]/g, ''), face)).toEqual([]);
  // Single letters are set in the slanted ones of mathematics.
  const slanted = [...text.matchAll(/(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])/g)].map(([c]) =>
    c === 'h' ? 'ℎ' : String.fromCodePoint(c >= 'a' ? 0x1d44e + c.charCodeAt(0) - 97 : 0x1d434 + c.charCodeAt(0) - 65),
  );
  expect(slanted.length).toBeGreaterThan(50);
  expect(missing(slanted, face)).toEqual([]);
  expect(
    missing(
      [...text.matchAll(/[α-ω]/g)].map(([c]) => String.fromCodePoint(0x1d6fc + c.charCodeAt(0) - 0x3b1)),
      face,
    ),
  ).toEqual([]);
});

test('the style sheet fetches a file for what is in it, and for nothing else', () => {
  const sheet = readFileSync(join(root, 'src/app/style/fonts.css'), 'utf8');
  const faces = [...sheet.matchAll(/fonts\/(\S+\.woff2)"[^}]*?unicode-range:([^;]*);/g)];
  expect(faces.map(([, name]) => name)).toEqual([
    'text.woff2',
    'text-more.woff2',
    'symbols.woff2',
    'symbols-more.woff2',
  ]);
  for (const [, name, ranges] of faces) {
    const listed = ranges!.split(',').flatMap((range) => {
      const [first, last = first] = range.trim().replace('U+', '').split('-');
      const from = Number.parseInt(first!, 16);
      return Array.from({ length: Number.parseInt(last!, 16) - from + 1 }, (_, k) => String.fromCodePoint(from + k));
    });
    expect(listed.sort(), name).toEqual([...charactersOf(name!)].sort());
  }
});

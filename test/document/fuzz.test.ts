/**
 * Broken documents give a sentence or a network, never anything else. FUZZ=5000 takes more of them; what fails names its seed, which
 * FUZZ_SEED starts from.
 */
import { expect, it } from 'vitest';
import { build, read, write } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { philox } from '../../src/random/philox.ts';
import { guideDocument } from './guide.ts';

const COUNT = Number(process.env['FUZZ'] ?? 500);
const FIRST = Number(process.env['FUZZ_SEED'] ?? 0);

/** Whole numbers from 0 to below `n`, the same for one seed. */
function dice(seed: number): (n: number) => number {
  let draw = 0;
  const out = new Uint32Array(4);
  return (n) => {
    philox(draw++, 0, 0, 0, seed, 1, out);
    return Math.floor((out[0]! / 2 ** 32) * n);
  };
}

const words = [
  '',
  '~',
  '-1',
  '1e400',
  '.nan',
  'w_e',
  'n',
  '[]',
  '{}',
  '[[]]',
  'null',
  '6 nS',
  '5 ms',
  'allToAll',
  '__proto__',
  'constructor',
  '&a',
  '*a',
  '!!set',
  '"',
  "'",
  '#',
  '|',
  '>',
  '9'.repeat(30),
  '\t',
  '\u0000',
  '€',
  'rand()',
  '2*n',
  'exp(1000)',
  '1/0',
  'i',
  'x_pre',
];
const values: unknown[] = [
  null,
  true,
  -1,
  0,
  1,
  2.5,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  'n',
  'w_e',
  '-1',
  '6 nS',
  '5 ms',
  '1e999 ms',
  'v',
  [],
  {},
  [[0, 1]],
  { values: [1, 2] },
  { file: 'x.npy' },
  { file: '../x' },
  'cells[0:9]',
  'cells[9:0]',
  { __proto__x: 1 },
  '2**2**2**2**9',
  '('.repeat(400),
];

/** The text with characters lost, doubled and put in. */
function brokenText(text: string, roll: (n: number) => number): string {
  let out = text;
  for (let k = 1 + roll(4); k > 0; k--) {
    const at = roll(out.length);
    const length = roll(12);
    const action = roll(4);
    if (action === 0) out = out.slice(0, at) + out.slice(at + length);
    else if (action === 1) out = out.slice(0, at) + words[roll(words.length)] + out.slice(at);
    else if (action === 2) out = out.slice(0, at) + out.slice(at, at + length) + out.slice(at);
    else {
      const lines = out.split('\n');
      [lines[roll(lines.length)], lines[roll(lines.length)]] = [lines[roll(lines.length)]!, lines[roll(lines.length)]!];
      out = lines.join('\n');
    }
  }
  return out;
}

/** The value with parts of it exchanged, lost and renamed. */
function brokenValue(value: unknown, roll: (n: number) => number): unknown {
  const copy = structuredClone(value) as Record<string, unknown>;
  for (let k = 1 + roll(3); k > 0; k--) {
    let part: Record<string, unknown> = copy;
    for (;;) {
      const keys = Object.keys(part);
      if (keys.length === 0) break;
      const key = keys[roll(keys.length)]!;
      const inner = part[key];
      if (typeof inner === 'object' && inner !== null && roll(4) > 0) {
        part = inner as Record<string, unknown>;
        continue;
      }
      const action = roll(4);
      if (action === 0) delete part[key];
      else if (action === 1 && !Array.isArray(part)) part[`${key}x`] = inner;
      else part[key] = values[roll(values.length)];
      break;
    }
  }
  return copy;
}

it(`${COUNT} broken documents: a sentence or a network`, async () => {
  const presets = ['ei-tutorial', 'song-2000', 'coba-2005-stdp', 'lif-noisy'].map((name) => {
    const preset = presetByName(name);
    const values = presetValues(preset, {});
    return presetDocument(preset, preset.build(values, 1), values, { longest: 20 }).document;
  });
  const plain = [await read(guideDocument), ...presets];
  const texts = await Promise.all(plain.map((document) => write(document)));
  let networks = 0;
  let sentences = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const roll = dice(seed);
    const which = roll(plain.length);
    try {
      const given = roll(2) === 0 ? brokenText(texts[which]!, roll) : (brokenValue(plain[which], roll) as object);
      const document = await read(given);
      expect(build(document).network.populations.length).toBe(Object.keys(document.populations).length);
      networks++;
    } catch (error) {
      if (!(error instanceof UserError)) throw new Error(`seed ${seed}: ${error}`, { cause: error });
      expect(error.message.length, `seed ${seed}`).toBeGreaterThan(10);
      sentences++;
    }
  }
  // Some of both, or nothing was tried.
  expect(Math.min(networks, sentences)).toBeGreaterThan(COUNT / 50);
});

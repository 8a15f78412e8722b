/** Documents broken in their text or their values: a sentence or a network comes of them, never anything else. */
import { build, type ExperimentDocument, read, write } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { guideDocument } from '../document/guide.ts';
import { dice } from './dice.ts';

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

export interface DocumentsTried {
  readonly networks: number;
  readonly sentences: number;
  /** Sentences on what should not have been, with the seed. */
  readonly findings: string[];
}

/** Breaks documents of seed `from` and on. */
export async function fuzzDocuments(from: number, count: number): Promise<DocumentsTried> {
  const presets = ['ei-tutorial', 'song-2000', 'coba-2005-stdp', 'lif-noisy'].map((name) => {
    const preset = presetByName(name);
    const values = presetValues(preset, {});
    return presetDocument(preset, preset.build(values, 1), values, { longest: 20 }).document;
  });
  const plain: ExperimentDocument[] = [await read(guideDocument), ...presets];
  const texts = await Promise.all(plain.map((document) => write(document)));
  const findings: string[] = [];
  let networks = 0;
  let sentences = 0;
  for (let seed = from; seed < from + count; seed++) {
    const roll = dice(seed);
    const which = roll(plain.length);
    try {
      const given = roll(2) === 0 ? brokenText(texts[which]!, roll) : (brokenValue(plain[which], roll) as object);
      const document = await read(given);
      const made = build(document).network.populations.length;
      const wanted = Object.keys(document.populations).length;
      if (made !== wanted) findings.push(`seed ${seed}: ${made} populations of ${wanted}`);
      networks++;
    } catch (error) {
      if (!(error instanceof UserError)) findings.push(`seed ${seed}: ${error}`);
      else if (error.message.length <= 10) findings.push(`seed ${seed}: '${error.message}' is no sentence`);
      sentences++;
    }
  }
  return { networks, sentences, findings };
}

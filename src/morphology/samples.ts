/** Samples of an SWC file: lines `id type x y z radius parent`. */
import { TextError, UserError } from '../errors.ts';

/** µm */
export interface Sample {
  readonly id: number;
  readonly kind: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
  /** Place of its parent among the samples, sorted by id; −1: the root. */
  readonly parent: number;
}

/** Files of more samples are refused. */
const MOST_SAMPLES = 2_000_000;

/**
 * Reads the lines, in any order, with blanks or tabs between the columns, '#' before comments, LF or CRLF at the end. Throws a TextError
 * with the line where one is wrong, and a UserError where they make no tree.
 */
export function readSamples(text: string): Sample[] {
  if (typeof text !== 'string')
    throw new UserError('morphology: the text of an SWC file is expected; read the file first, as UTF-8.');
  const rows: {
    id: number;
    kind: number;
    x: number;
    y: number;
    z: number;
    radius: number;
    parent: number;
    at: number;
    length: number;
  }[] = [];
  let at = 0;
  let number = 0;
  for (const line of text.replace(/^\uFEFF/, '\u0020').split('\n')) {
    number++;
    const start = at;
    at += line.length + 1;
    const hash = line.indexOf('#');
    const body = (hash < 0 ? line : line.slice(0, hash)).trim();
    if (body === '') continue;
    const fields = body.split(/[\s,;]+/);
    const wrong = (sentence: string): TextError =>
      new TextError(`Line ${number}: ${sentence}`, text, start + line.indexOf(body), Math.max(1, body.length));
    if (fields.length < 7)
      throw wrong(
        `${fields.length} columns were found; a sample has seven: id, type, x, y, z, radius, parent (µm; parent −1 for the root).`,
      );
    const values = fields.slice(0, 7).map(Number);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw wrong(`'${fields[bad]}' is no number.`);
    const [id, kind, x, y, z, radius, parent] = values as [number, number, number, number, number, number, number];
    if (!Number.isInteger(id) || id < 0 || id >= 2 ** 53)
      throw wrong(`the id ${fields[0]} must be a whole number from 0.`);
    if (!Number.isInteger(kind) || kind < 0) throw wrong(`the type ${fields[1]} must be a whole number from 0.`);
    if (!Number.isInteger(parent)) throw wrong(`the parent ${fields[6]} must be a whole number, or −1 for the root.`);
    if (!(radius > 0)) throw wrong(`the radius of sample ${id} is ${fields[5]}; it must be above 0.`);
    rows.push({ id, kind, x, y, z, radius, parent, at: start + line.indexOf(body), length: body.length });
    if (rows.length > MOST_SAMPLES)
      throw new UserError(`The file has more than ${MOST_SAMPLES} samples, which are not read.`);
  }
  if (rows.length === 0) throw new UserError('The file has no samples: lines of id, type, x, y, z, radius, parent.');
  rows.sort((a, b) => a.id - b.id);
  const places = new Map<number, number>();
  const mark = (row: (typeof rows)[number], sentence: string): TextError =>
    new TextError(sentence, text, row.at, Math.max(1, row.length));
  rows.forEach((row, i) => {
    if (places.has(row.id)) throw mark(row, `Sample ${row.id} is there twice; ids must differ.`);
    places.set(row.id, i);
  });
  const samples = rows.map((row, i): Sample => {
    const { id, kind, x, y, z, radius } = row;
    if (row.parent < 0) return { id, kind, x, y, z, radius, parent: -1 };
    if (row.parent === id) throw mark(row, `Sample ${id} names itself as its parent; the root has −1.`);
    const parent = places.get(row.parent);
    if (parent === undefined) throw mark(row, `Sample ${id} names parent ${row.parent}, which is not in the file.`);
    if (parent >= i)
      throw mark(row, `Sample ${id} names parent ${row.parent}, which comes later; parents must come first.`);
    return { id, kind, x, y, z, radius, parent };
  });
  const second = samples.findIndex(({ parent }, i) => parent < 0 && i > 0);
  if (second >= 0)
    throw mark(
      rows[second]!,
      `Samples ${samples[0]!.id} and ${samples[second]!.id} are both roots (parent −1); a cell is one tree. Join them, or read each as a file of its own.`,
    );
  if (samples.length < 2 && samples[0]!.kind !== 1)
    throw new UserError(
      'The file has one sample and it is no soma (type 1); a cell of one sample is a soma, else two are needed.',
    );
  return samples;
}

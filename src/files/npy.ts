/** NumPy's array format NPY, version 1.0, little-endian, C order. */

import { InternalError, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { type NumberArray, type Numbers, typeOf } from './arrays.ts';

export interface NpyArray {
  readonly data: NumberArray;
  readonly shape: readonly number[];
}

const types = {
  '<f8': Float64Array,
  '<f4': Float32Array,
  '<i4': Int32Array,
  '<u4': Uint32Array,
  '<i2': Int16Array,
  '<u2': Uint16Array,
  '|i1': Int8Array,
  '|u1': Uint8Array,
  '<i8': BigInt64Array,
  '<u8': BigUint64Array,
} as const;

type Descr = keyof typeof types;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

function descrOf(data: NumberArray): Descr {
  for (const [descr, type] of Object.entries(types)) if (data instanceof type) return descr as Descr;
  throw new InternalError('This array has no NPY type.');
}

/** What a .npy file begins with, before the numbers. The product of `shape` must be their number. */
export function npyHeader(data: Numbers, shape: readonly number[]): Uint8Array {
  if (shape.reduce((n, d) => n * d, 1) !== data.length)
    throw new InternalError(`Shape [${shape.join(', ')}] does not hold ${data.length} values.`);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descrOf(typeOf(data))}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Magic, version and length take 10 bytes; the data start at a multiple of 64.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const header = text.padEnd(length - 1) + '\n';
  const out = new Uint8Array(10 + length);
  out.set(MAGIC);
  out[6] = 1;
  new DataView(out.buffer).setUint16(8, length, true);
  for (let i = 0; i < length; i++) out[10 + i] = header.charCodeAt(i);
  return out;
}

/** The bytes of a .npy file. `shape` defaults to one dimension; its product must be the array's length. */
export function writeNpy(
  data: NumberArray,
  shape: readonly number[] = [data.length],
  ...more: undefined[]
): Uint8Array {
  noMore('writeNpy', 'numbers and a shape', more);
  const header = npyHeader(data, shape);
  const out = new Uint8Array(header.length + data.byteLength);
  out.set(header);
  out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return out;
}

/** Reads .npy bytes of versions 1 to 3. `name` names the array in errors. Throws a UserError where the file is not such. */
export function readNpy(bytes: Uint8Array, name = 'array', ...more: undefined[]): NpyArray {
  noMore('readNpy', 'bytes and a name', more);
  const fail = (why: string): UserError => new UserError(`${name} cannot be read as NPY: ${why}.`);
  if (bytes.length < 10 || MAGIC.some((b, i) => bytes[i] !== b)) throw fail('it does not start with the NPY magic');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6]! >= 2;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (bytes.length < start + length) throw fail('it ends within its header');
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
  const descr = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const shapeText = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (descr === undefined || shapeText === undefined) throw fail('its header names no type or shape');
  const Type = types[descr as Descr];
  if (!Type) throw fail(`its type is ${descr}; supported are ${Object.keys(types).join(', ')}`);
  const shape = shapeText.split(',').flatMap((d) => (d.trim() === '' ? [] : [Number(d)]));
  if (/'fortran_order':\s*True/.test(header) && shape.length > 1) throw fail('it is in Fortran order');
  const count = shape.reduce((n, d) => n * d, 1);
  const at = start + length;
  if (bytes.length < at + count * Type.BYTES_PER_ELEMENT) throw fail('it is shorter than its shape');
  // A copy, since typed arrays must start at a multiple of their element size. Not by slice, which a Buffer of Node has as a view.
  const copy = new Uint8Array(bytes.subarray(at, at + count * Type.BYTES_PER_ELEMENT));
  return { data: new Type(copy.buffer), shape };
}

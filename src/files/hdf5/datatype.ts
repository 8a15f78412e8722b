/** HDF5's datatype and dataspace messages (File Format Specification 2.0, IV.A.2.d and b). */
import type { NumberArray } from '../arrays.ts';
import { Bytes, utf8 } from './bytes.ts';

const message = (version: number, kind: number, bits: readonly [number, number, number], size: number): Bytes =>
  new Bytes().u8((version << 4) | kind, ...bits).u32(size);

const integer = (size: number, signed: boolean): Uint8Array =>
  message(1, 0, [signed ? 8 : 0, 0, 0], size)
    .u16(0)
    .u16(8 * size)
    .take();

/** IEEE 754: place of the sign, of the exponent and its width, width of the mantissa, bias. */
const real = (size: number, sign: number, exponent: number, width: number, mantissa: number, bias: number) =>
  message(1, 1, [0x20, sign, 0], size)
    .u16(0)
    .u16(8 * size)
    .u8(exponent, width, 0, mantissa)
    .u32(bias)
    .take();

/** The datatype of an array's elements, little-endian. */
export function datatypeOf(data: NumberArray): Uint8Array {
  if (data instanceof Float64Array) return real(8, 63, 52, 11, 52, 1023);
  if (data instanceof Float32Array) return real(4, 31, 23, 8, 23, 127);
  const signed =
    data instanceof Int32Array ||
    data instanceof Int16Array ||
    data instanceof Int8Array ||
    data instanceof BigInt64Array;
  return integer(data.BYTES_PER_ELEMENT, signed);
}

/** An enumeration over signed bytes. */
export function enumeration(members: Readonly<Record<string, number>>): Uint8Array {
  const entries = Object.entries(members);
  const out = message(3, 8, [entries.length & 0xff, entries.length >>> 8, 0], 1).raw(integer(1, true));
  for (const [name] of entries) out.raw(utf8(name)).u8(0);
  for (const [, value] of entries) out.u8(value & 0xff);
  return out.take();
}

/** A text of any length, UTF-8; its characters lie in a global heap. */
export const text: Uint8Array = message(1, 9, [1, 1, 0], 16).raw(integer(1, false)).take();

/** `shape` [] is a single value. */
export function dataspace(shape: readonly number[]): Uint8Array {
  const out = new Bytes().u8(2, shape.length, 0, shape.length === 0 ? 0 : 1);
  for (const extent of shape) out.u64(extent);
  return out.take();
}

/** Arrays of numbers that the binary formats hold. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array;

/** Numbers that are not all in memory: they come in pieces, as often as they are asked for. */
export interface NumberSource {
  /** An array of the type of the pieces. */
  readonly like: NumberArray;
  /** Number of all numbers. */
  readonly length: number;
  pieces(): Iterable<NumberArray>;
}

export type Numbers = NumberArray | NumberSource;

/** Their bytes in pieces. */
export function* bytesIn(numbers: Numbers): Generator<Uint8Array> {
  for (const piece of 'pieces' in numbers ? numbers.pieces() : [numbers])
    yield new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
}

/** An array of their type. */
export const typeOf = (numbers: Numbers): NumberArray => ('pieces' in numbers ? numbers.like : numbers);

export const byteLength = (numbers: Numbers): number => numbers.length * typeOf(numbers).BYTES_PER_ELEMENT;

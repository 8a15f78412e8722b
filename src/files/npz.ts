/** NumPy's NPZ: a ZIP of NPY arrays, as numpy.savez_compressed writes and numpy.load reads. */

import { unzipSync, Zip, ZipPassThrough, zipSync } from 'fflate';
import { CapacityError, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { byteLength, bytesIn, type NumberArray, type Numbers } from './arrays.ts';
import { type NpyArray, npyHeader, readNpy, writeNpy } from './npy.ts';
import { NO_DATE } from './zip.ts';

/** The bytes of an .npz file with the named arrays. */
export function writeNpz(arrays: Readonly<Record<string, NumberArray | NpyArray>>, ...more: undefined[]): Uint8Array {
  noMore('writeNpz', 'arrays', more);
  const files: Record<string, Uint8Array> = {};
  for (const [name, array] of Object.entries(arrays))
    files[`${name}.npy`] = 'shape' in array ? writeNpy(array.data, array.shape) : writeNpy(array);
  return zipSync(files, { level: 6, mtime: NO_DATE });
}

/** Bytes that ZIP counts, of one member and of the whole file. */
const MOST_BYTES = 2 ** 32 - 2 ** 16;

/** Refuses arrays, by their numbers of bytes, that an .npz file cannot hold. */
export function checkNpz(bytes: readonly number[], ...more: undefined[]): void {
  noMore('checkNpz', 'bytes', more);
  const total = bytes.reduce((n, b) => n + b, 0);
  if (total > MOST_BYTES)
    throw new CapacityError(
      `An NPZ file holds at most 4 GiB, and this one would have ${(total / 2 ** 30).toPrecision(3)} GiB; take another format, fewer cells or a shorter run.`,
    );
}

/** The same file in pieces, its arrays stored as they are, as numpy.savez does. Throws a CapacityError beyond what ZIP counts. */
export function* npzPieces(
  arrays: Readonly<Record<string, { readonly data: Numbers; readonly shape: readonly number[] }>>,
  ...more: undefined[]
): Generator<Uint8Array> {
  noMore('npzPieces', 'arrays', more);
  checkNpz(Object.values(arrays).map(({ data }) => byteLength(data)));
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  for (const [name, { data, shape }] of Object.entries(arrays)) {
    const member = new ZipPassThrough(`${name}.npy`);
    member.mtime = NO_DATE;
    zip.add(member);
    member.push(npyHeader(data, shape));
    for (const piece of bytesIn(data)) {
      member.push(piece);
      yield* ready;
      ready = [];
    }
    member.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* ready;
}

/** All arrays of an .npz file by name. Throws a UserError where the bytes are not such a file. */
export function readNpz(bytes: Uint8Array, ...more: undefined[]): Map<string, NpyArray> {
  noMore('readNpz', 'bytes', more);
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (error) {
    throw new UserError(`The file cannot be read as NPZ: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const arrays = new Map<string, NpyArray>();
  for (const [file, content] of Object.entries(files))
    if (file.endsWith('.npy')) arrays.set(file.slice(0, -4), readNpy(content, file));
  return arrays;
}

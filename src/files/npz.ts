/** NumPy's NPZ: a ZIP of NPY arrays, as numpy.savez_compressed writes and numpy.load reads. */
import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../errors.ts';
import type { NumberArray } from './arrays.ts';
import { type NpyArray, readNpy, writeNpy } from './npy.ts';

/** The same arrays give the same bytes at any time: ZIP's own earliest date stands in for the clock. */
const NO_DATE = new Date(1980, 0, 1);

/** The bytes of an .npz file with the named arrays. */
export function writeNpz(arrays: Readonly<Record<string, NumberArray | NpyArray>>): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const [name, array] of Object.entries(arrays))
    files[`${name}.npy`] = 'shape' in array ? writeNpy(array.data, array.shape) : writeNpy(array);
  return zipSync(files, { level: 6, mtime: NO_DATE });
}

/** All arrays of an .npz file by name. Throws a UserError where the bytes are not such a file. */
export function readNpz(bytes: Uint8Array): Map<string, NpyArray> {
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

/** Numbers set aside in a file while a run continues, for formats that want each column in one piece. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/** Numbers of a piece that is read back. */
const PIECE = 1 << 17;

/** Rows of `width` numbers of 8 or 4 bytes. */
export class Spool<A extends Float64Array | Uint32Array> {
  readonly #type: new (
    buffer: ArrayBuffer,
  ) => A;
  readonly #width: number;
  readonly #size: number;
  readonly #folder: string;
  readonly #file: number;
  readonly #option: string;
  #rows = 0;

  /** Beside `path`, where there is room for the result too. */
  constructor(
    option: string,
    path: string,
    type: (new (buffer: ArrayBuffer) => A) & { BYTES_PER_ELEMENT: number },
    width: number,
  ) {
    this.#option = option;
    this.#type = type;
    this.#width = width;
    this.#size = type.BYTES_PER_ELEMENT;
    try {
      this.#folder = mkdtempSync(join(dirname(resolve(path)), '.galvani-'));
      this.#file = openSync(join(this.#folder, 'spool'), 'w+');
    } catch (error) {
      throw this.#fault(error);
    }
    // Where a file in use may lose its name, nothing is left behind however the process ends.
    try {
      rmSync(this.#folder, { recursive: true });
    } catch {
      process.once('exit', () => this.close());
    }
  }

  get rows(): number {
    return this.#rows;
  }

  /** Whole rows. */
  add(numbers: A): void {
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at, bytes.length - at);
    } catch (error) {
      throw this.#fault(error);
    }
    this.#rows += numbers.length / this.#width;
  }

  /** All rows again, some at a time. */
  *pieces(): Generator<A> {
    const rows = Math.max(1, Math.floor(PIECE / this.#width));
    for (let row = 0; row < this.#rows; row += rows) {
      const count = Math.min(rows, this.#rows - row);
      const bytes = new Uint8Array(count * this.#width * this.#size);
      const from = row * this.#width * this.#size;
      try {
        for (let at = 0; at < bytes.length; ) {
          const read = readSync(this.#file, bytes, at, bytes.length - at, from + at);
          if (read === 0) throw new Error('the file set aside is too short');
          at += read;
        }
      } catch (error) {
        throw this.#fault(error);
      }
      yield new this.#type(bytes.buffer);
    }
  }

  close(): void {
    try {
      closeSync(this.#file);
      rmSync(this.#folder, { recursive: true, force: true });
    } catch {
      // It was closed before.
    }
  }

  #fault(error: unknown): UserError {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    return new UserError(`${this.#option}: numbers could not be set aside beside the file (${why}).`);
  }
}

/** What this machine's WebAssembly can do. */
import { coreCount, isPageThread, sharesMemory } from '../../environment.ts';
import type { PopulationProgram } from '../../program/program.ts';

export interface WasmFeatures {
  /** Whether there is WebAssembly at all; if not, nothing else is. */
  readonly exists: boolean;
  readonly simd: boolean;
  /** Fused multiply-add (relaxed SIMD). */
  readonly relaxed: boolean;
  /** Shared memory that this thread may also wait on. */
  readonly threads: boolean;
  readonly cores: number;
}

/** Some modes and policies of browsers leave it out. */
const exists = (): boolean => typeof WebAssembly !== 'undefined';

/** A module with one function (v128, v128, v128) → v128 that applies an instruction of the prefix 0xFD. */
function probe(opcode: readonly number[], operands: number): boolean {
  if (!exists()) return false;
  const gets = Array.from({ length: operands }, (_, i) => [0x20, i]).flat();
  const body = [0x00, ...gets, 0xfd, ...opcode, 0x0b];
  return WebAssembly.validate(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
      ...[0x03, 0x02, 0x01, 0x00],
      ...[0x0a, body.length + 2, 0x01, body.length, ...body],
    ]),
  );
}

let known: WasmFeatures | undefined;

export function wasmFeatures(): WasmFeatures {
  known ??= {
    exists: exists(),
    simd: probe([0xe4, 0x01], 2),
    relaxed: probe([0x85, 0x02], 3),
    // Main threads of pages may not wait; they and pages without cross-origin isolation get one thread.
    threads: exists() && sharesMemory() && !isPageThread(),
    cores: coreCount(),
  };
  return known;
}

/** Cells below which a further thread costs more at the barrier than it saves. */
const CELLS_PER_THREAD = 512;
const MOST_THREADS = 16;

/** A number of threads that suits a network of these populations on this machine. */
export function defaultThreads(populations: readonly Pick<PopulationProgram, 'size' | 'space' | 'tree'>[]): number {
  const { threads, cores } = wasmFeatures();
  if (!threads) return 1;
  // Compartments are as much work as cells; but a thread takes four whole cells at least.
  const work = populations.reduce(
    (n, { size, space, tree }) => n + (tree ? Math.min(space.rows, CELLS_PER_THREAD * Math.ceil(size / 4)) : size),
    0,
  );
  return Math.max(1, Math.min(cores, MOST_THREADS, Math.floor(work / CELLS_PER_THREAD)));
}

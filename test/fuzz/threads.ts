/** Random small networks on one thread of `wasm` and on several: the same bits, and no two threads that meet at a word between barriers. */
import { createHash } from 'node:crypto';
import type { Chunk } from '../../src/engine/engine.ts';
import { createWasmEngine } from '../../src/engine/wasm/engine.ts';
import type { Program } from '../../src/program/program.ts';
import { checkpointAfter, rehearsed } from '../engine/wasm/rehearsal.ts';
import { imageOf } from '../fixtures/programs/wasm.ts';
import { parts, type SharedForm, sharedProgram } from '../fixtures/shared-networks.ts';
import { dice } from './dice.ts';

const STEPS = 400;
/** Steps that are rehearsed, two of them before a sweep for decayed values, which is in step 256. */
const REHEARSED = { from: 254, steps: 3 };
/** Numbers of threads; more of them than the machine has cores, than some populations have cells. */
const THREADS = [2, 3, 7];

export interface Found {
  /** Networks, runs of them on several threads, spikes of all networks on one. */
  networks: number;
  runs: number;
  spikes: number;
  findings: string[];
}

/** `count` networks from number `first` on, each run `times` times on every number of threads, cut at random, with and without one ring. */
export async function fuzzThreads(first: number, count: number, times: number): Promise<Found> {
  const found: Found = { networks: 0, runs: 0, spikes: 0, findings: [] };
  for (let seed = first; seed < first + count; seed++) await tryNetwork(seed, times, found);
  return found;
}

/** Sizes of 1 to 70 cells, those at which shares of threads begin among them. */
function formOf(d: (n: number) => number, seed: number): SharedForm {
  const size = (most: number): number => (d(3) === 0 ? [1, 2, 3, 4, 15, 16, 17, 32, 33][d(9)]! : 1 + d(most));
  const has = new Set(parts.filter(() => d(3) === 0));
  return { seed, sizes: [size(70), size(70), size(40)], parts: parts.filter((part) => has.has(part)) };
}

async function tryNetwork(seed: number, times: number, found: Found): Promise<void> {
  const d = dice(seed);
  const form = formOf(d, seed);
  const connectivity = d(2) === 0 ? 'procedural' : 'stored';
  const program = await sharedProgram(form, connectivity);
  const name = `network ${seed} (${form.sizes.join(', ')} cells; ${form.parts.join(', ')}; ${connectivity})`;
  const wanted = await outcome(program, { threads: 1, owned: false }, [STEPS]);
  found.networks++;
  found.spikes += wanted.spikes;
  const threads = THREADS[d(THREADS.length)]!;
  const from = await checkpointAfter(program, REHEARSED.from);
  const { rehearsal } = await rehearsed(program, from, REHEARSED.steps, { threads, owned: d(2) === 0 });
  found.findings.push(...rehearsal.conflicts().map((conflict) => `${name}, ${threads} threads: ${conflict}`));
  for (let k = 0; k < times; k++)
    for (const threads of THREADS)
      for (const owned of [false, true]) {
        const cut = 1 + d(STEPS - 1);
        found.runs++;
        const got = await outcome(program, { threads, owned }, [cut, STEPS - cut]);
        if (got.bits !== wanted.bits)
          found.findings.push(`${name}, ${threads} threads, owned: ${owned}, cut at ${cut}, time ${k}: other bits`);
      }
}

/**
 * All bits of a run as one text: spikes, one value recorded of each population, the step in which it blew up, and all that is there at its
 * end.
 */
async function outcome(
  program: Program,
  options: { readonly threads: number; readonly owned: boolean },
  cuts: readonly number[],
): Promise<{ readonly spikes: number; readonly bits: string }> {
  const probes = program.populations.flatMap(({ space: { rows }, columns }, population) =>
    columns.length === 0 ? [] : [{ population, cells: [rows - 1], columns: [0] }],
  );
  const engine = await createWasmEngine(program, imageOf(program, options), { probes });
  try {
    const chunks: Chunk[] = [];
    for (const steps of cuts) chunks.push(await engine.run(steps));
    const { columns, accumulators, weights = [] } = await engine.checkpoint();
    const arrays = [
      ...chunks.map(({ spikes }) => spikes.steps),
      ...chunks.map(({ spikes }) => spikes.cells),
      ...probes.flatMap((_, k) => chunks.map(({ traces }) => traces[k]!)),
      ...columns.flat(),
      accumulators,
      ...weights,
    ];
    const hash = createHash('sha256').update(`${chunks.find(({ fault }) => fault)?.fault?.step}`);
    for (const values of arrays) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return { spikes: chunks.reduce((n, { spikes }) => n + spikes.cells.length, 0), bits: hash.digest('hex') };
  } finally {
    engine.dispose();
  }
}

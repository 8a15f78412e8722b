/**
 * What one of several threads writes in a step. It is called alone here, as the last that the barrier waits for, so that whatever it writes
 * beyond its share stands there afterwards and no luck is needed to see it.
 */
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/compile/assemble.ts';
import { loadTrees } from '../../../src/compile/trees.ts';
import { HostMemory } from '../../../src/engine/wasm/memory.ts';
import type { Network } from '../../../src/index.ts';
import { uniformValues } from '../../../src/program/hoist.ts';
import { control, type WasmExports } from '../../../src/program/target/simd.ts';
import { mixed } from '../../dendrites/mixed.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';

/** ms */
const DT = 0.025;
/** So small that a sweep makes zero of it. */
const DECAYED = 2 ** -120;
const THREADS = 3;

/** Its synapses are made at each spike, so that no thread waits for another in mid-step. */
const compiled = async (net: Network) => {
  await loadTrees(net);
  return assemble(net, DT, undefined, undefined, 'procedural').program;
};

/** A barrier at the end of the step and no other: spikes go to the thread's own ring, and nothing is read of others before. */
const programs = {
  'point cells': async () => cobahh(37, 5),
  'cells with dendrites beside point cells': () => compiled(mixed(37)),
};

describe.each(Object.entries(programs))('%s', (_, make) => {
  it.each([0, 1, 2])('thread %i of three writes its own cells and no others', async (thread) => {
    const program = await make();
    const image = imageOf(program, { threads: THREADS, owned: false });
    const { map } = image;
    const host = new HostMemory(program, image);
    const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(image.bytes), {
      host: { memory: host.memory, clock: () => 0 },
    });
    program.populations.forEach((p, i) => {
      host.setUniforms(i, uniformValues(p.uniforms, new Map(p.parameters.map((q) => [q.name, q.value])), program.dt));
      p.columns.forEach(({ role }, c) => {
        const values = host.column(i, c);
        if (role !== 'parameter') values.set(values.map((value) => value || DECAYED));
      });
    });
    const { width, offsets } = program.ring;
    const rings = Array.from({ length: map.ringCount }, (_, t) => {
      const at = (map.rings + t * map.ringBytes) / 4;
      return host.views.i32.subarray(at, at + width).fill(1);
    });
    const columns = () => program.populations.map((p, i) => p.columns.map((_, c) => [...host.column(i, c)]));
    const before = columns();
    host.setWord(control.arrived, THREADS - 1);
    // Step 0 is one of those with a sweep.
    (exports as unknown as WasmExports).run(thread, 0, 1);
    const after = columns();
    /** Whether a row, site by site all cells, is of one of the thread's. */
    const own = (p: number, row: number): boolean => {
      const at = 2 * (thread * program.populations.length + p);
      const cell = 4 * (row % program.populations[p]!.size);
      return cell >= image.ranges[at]! && cell < image.ranges[at + 1]!;
    };
    let changed = 0;
    program.populations.forEach((p, i) => {
      p.columns.forEach((column, c) => {
        const theirs = (all: typeof before) => all[i]![c]!.filter((_, row) => !own(i, row));
        expect(theirs(after), `${column.name} of ${p.name}`).toEqual(theirs(before));
        after[i]![c]!.forEach((value, row) => void (value !== before[i]![c]![row] && changed++));
      });
    });
    expect(changed).toBeGreaterThan(0);
    program.inlets.forEach(({ population, size = program.populations[population]!.size }, i) => {
      const wanted = Array.from({ length: size }, (_, row) => (own(population, row) ? 0 : 1));
      for (const ring of rings) expect([...ring.subarray(offsets[i]!, offsets[i]! + size)]).toEqual(wanted);
    });
  });
});

/** The junctions of a program's sums on the device: the arrays of shaders/couplings.wgsl. */
import { type CouplingLayout, couplingLayoutOf } from '../../../program/coupling-layout.ts';
import type { Program } from '../../../program/program.ts';
import type { AfterMemory } from '../delivery/delivery.ts';
import { LEAST, rounded } from '../rounding.ts';

/** The arrays, by their number within group 2. */
export const couplingBindings = [
  { name: 'coupling_pointers', binding: 0 },
  { name: 'coupling_sources', binding: 1 },
  { name: 'coupling_weights', binding: 2 },
] as const;

type CouplingArray = (typeof couplingBindings)[number]['name'];

/** In values of 4 bytes. */
export function couplingLengths(program: Program): Readonly<Record<CouplingArray, number>> {
  const { pointers, sources, weights } = couplingLayoutOf(program);
  const least = (length: number): number => Math.max(LEAST, length);
  return {
    coupling_pointers: least(pointers),
    coupling_sources: least(rounded(sources)),
    coupling_weights: least(rounded(weights)),
  };
}

/** Creates the arrays and fills them. */
export function couplingMemory(device: GPUDevice, program: Program): AfterMemory {
  const lengths = couplingLengths(program);
  const contents = packCouplings(program, couplingLayoutOf(program));
  const buffers = Object.fromEntries(
    couplingBindings.map(({ name }) => {
      const buffer = device.createBuffer({
        label: name,
        size: 4 * lengths[name],
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
        mappedAtCreation: true,
      });
      new Uint32Array(buffer.getMappedRange()).set(contents[name]);
      buffer.unmap();
      return [name, buffer];
    }),
  );
  return {
    buffers,
    weights: undefined,
    rewind() {},
    destroy() {
      for (const buffer of Object.values(buffers)) buffer.destroy();
    },
  };
}

/** The contents of the arrays. */
function packCouplings(program: Program, layout: CouplingLayout): Record<CouplingArray, Uint32Array> {
  const pointers = new Uint32Array(layout.pointers);
  const sources = new Uint32Array(layout.sources);
  const weights = new Float32Array(layout.weights);
  program.sums.forEach(({ terms }, k) => {
    terms.forEach((term, t) => {
      const place = layout.places[k]![t]!;
      term.rows.forEach((s, row) => {
        pointers[place.rows + row] = place.sources + s;
      });
      sources.set(term.sources, place.sources);
      if (term.weights) weights.set(term.weights, place.weights);
    });
  });
  return {
    coupling_pointers: pointers,
    coupling_sources: sources,
    coupling_weights: new Uint32Array(weights.buffer),
  };
}

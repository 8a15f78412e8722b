/** Graded and plastic synapses on the device: the arrays of shaders/pathways.wgsl, all pathways joined. */
import { hasColumns } from '../../../../program/pathway.ts';
import { type PathwayLayout, pathwayLayoutOf } from '../../../../program/pathway-layout.ts';
import type { Program } from '../../../../program/program.ts';
import { groupsOf } from '../../../../program/synapses.ts';
import { shapeOf } from '../../../checkpoint.ts';
import { LEAST, rounded } from '../../rounding.ts';
import type { AfterMemory, PlasticWeights } from '../delivery.ts';

/** The arrays, by their number within group 2. */
export const pathwayBindings = [
  { name: 'pathway_pointers', binding: 0, type: 'read-only-storage' },
  { name: 'pathway_targets', binding: 1, type: 'read-only-storage' },
  { name: 'pathway_weights', binding: 2, type: 'storage' },
  { name: 'pathway_columns', binding: 3, type: 'read-only-storage' },
] as const satisfies readonly { name: string; binding: number; type: GPUBufferBindingType }[];

export type PathwayArray = (typeof pathwayBindings)[number]['name'];

/** Lengths of the arrays, in their elements: vectors of two in `pathway_columns`, values of 4 bytes in the others. */
export type PathwayLengths = Readonly<Record<PathwayArray, number>>;

export function pathwayLengths(program: Program): PathwayLengths {
  const { pointers, synapses, weights, entries } = pathwayLayoutOf(program);
  const least = (length: number): number => Math.max(LEAST, length);
  return {
    pathway_pointers: least(pointers),
    pathway_targets: least(rounded(synapses)),
    pathway_weights: least(rounded(weights)),
    pathway_columns: least(rounded(entries)),
  };
}

const VALUES: Readonly<Record<PathwayArray, number>> = {
  pathway_pointers: 1,
  pathway_targets: 1,
  pathway_weights: 1,
  pathway_columns: 2,
};

/** The largest of the arrays, in values of 4 bytes. */
export const largestArray = (lengths: PathwayLengths): number =>
  Math.max(...pathwayBindings.map(({ name }) => VALUES[name] * lengths[name]));

export class PathwayMemory implements AfterMemory, PlasticWeights {
  readonly buffers: Readonly<Record<PathwayArray, GPUBuffer>>;
  readonly #device: GPUDevice;
  readonly #program: Program;
  readonly #layout: PathwayLayout;

  /** Creates the arrays and fills them, with the weights of time 0. */
  constructor(device: GPUDevice, program: Program, lengths: PathwayLengths) {
    this.#device = device;
    this.#program = program;
    this.#layout = pathwayLayoutOf(program);
    const contents = packPathways(program);
    const create = (name: PathwayArray): GPUBuffer => {
      const buffer = device.createBuffer({
        label: name,
        size: 4 * VALUES[name] * lengths[name],
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
        mappedAtCreation: true,
      });
      new Uint32Array(buffer.getMappedRange()).set(contents[name]);
      buffer.unmap();
      return buffer;
    };
    this.buffers = Object.fromEntries(pathwayBindings.map(({ name }) => [name, create(name)])) as Record<
      PathwayArray,
      GPUBuffer
    >;
  }

  get weights(): PlasticWeights {
    return this;
  }

  get buffer(): GPUBuffer {
    return this.buffers.pathway_weights;
  }

  get lengths(): readonly number[] {
    return shapeOf(this.#program).plastic;
  }

  /** Where the variables of a pathway's plastic synapses lie in `pathway_weights`, in values. */
  placeOf(pathway: number): { readonly offset: number; readonly size: number } {
    return { offset: this.#layout.places[pathway]!.weights, size: this.lengths[pathway]! };
  }

  /** Replaces the variables of a pathway's plastic synapses, or those from one on, at once. */
  write(pathway: number, weights: Float32Array<ArrayBuffer>, from = 0): void {
    this.#device.queue.writeBuffer(this.buffers.pathway_weights, 4 * (this.placeOf(pathway).offset + from), weights);
  }

  /** Plastic weights of time 0, at once. */
  rewind(): void {
    groupsOf(this.#program, 'pathway').forEach(({ plasticity }, p) => {
      if (plasticity) this.write(p, Float32Array.from(plasticity.initial));
    });
  }

  destroy(): void {
    for (const { name } of pathwayBindings) this.buffers[name].destroy();
  }
}

/** The contents of the arrays at time 0. */
export function packPathways(program: Program): Record<PathwayArray, Uint32Array<ArrayBuffer>> {
  const pathways = groupsOf(program, 'pathway');
  const layout = pathwayLayoutOf(program);
  const pointers = new Uint32Array(layout.pointers);
  const targets = new Uint32Array(layout.synapses);
  const weights = new Uint32Array(layout.weights);
  const columns = new Uint32Array(2 * layout.entries);
  pathways.forEach((pathway, p) => {
    const place = layout.places[p]!;
    pathway.rows.forEach((s, i) => {
      pointers[place.rows + i] = place.synapses + s;
    });
    targets.set(pathway.targets, place.synapses);
    if (pathway.weights) weights.set(pathway.weights, place.weights);
    const { plasticity } = pathway;
    if (!plasticity) return;
    new Float32Array(weights.buffer).set(plasticity.initial, place.weights);
    if (!hasColumns(pathway)) return;
    plasticity.columns.forEach((entry, j) => {
      pointers[place.columns + j] = place.entries + entry;
    });
    plasticity.synapses.forEach((s, k) => {
      columns[2 * (place.entries + k)] = place.synapses + s;
      columns[2 * (place.entries + k) + 1] = plasticity.sources[k]!;
    });
  });
  return { pathway_pointers: pointers, pathway_targets: targets, pathway_weights: weights, pathway_columns: columns };
}

/** The network's buffers on the device. */
import type { Layout } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { initialState } from '../initial.ts';
import type { BindingName } from './bindings.ts';
import { AdapterLimitError } from './errors.ts';
import type { Lengths } from './lengths.ts';
import { largestArray, PathwayMemory } from './pathways/memory.ts';

export interface Memory {
  readonly buffers: Map<BindingName, GPUBuffer>;
  /** Which buffer has the uniforms (always from its start); undefined when there are none. */
  readonly uniforms: GPUBuffer | undefined;
  /** Synapses that change with use; undefined when there are none. */
  readonly pathways: PathwayMemory | undefined;
}

/** Throws an AdapterLimitError, with the numbers, when a buffer of the network is larger than the device allows. */
export function checkFits(program: Program, lengths: Lengths, limits: GPUSupportedLimits): void {
  const { fanout } = program;
  const allowed = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const parts: readonly [what: string, length: number][] = [
    [`The ${fanout.targets.length} synapses`, lengths.synapses],
    [`The states of ${cellsOf(program)} cells`, lengths.state],
    [`The synaptic sums (${fanout.width} for each of the ${fanout.slots} steps of the longest delay)`, lengths.ring],
    ['The tables', lengths.tables],
    ['The synapses that change with use', lengths.pathways ? largestArray(lengths.pathways) : 0],
  ];
  for (const [what, length] of parts)
    if (length * 4 > allowed)
      throw new AdapterLimitError(
        what,
        length * 4,
        allowed,
        'Make the network smaller, or choose another backend: wasm.',
      );
}

/** Creates the buffers and fills them with the state at time 0. */
export function createMemory(
  device: GPUDevice,
  program: Program,
  layout: Layout,
  lengths: Lengths,
  emitted: EmittedWgsl,
  used: ReadonlySet<BindingName>,
): Memory {
  const { fanout } = program;
  const buffers = new Map<BindingName, GPUBuffer>();
  const { STORAGE, COPY_SRC, COPY_DST, UNIFORM } = GPUBufferUsage;
  /** `length` in values of 4 bytes; new buffers hold zeros. */
  const add = (name: BindingName, usage: GPUBufferUsageFlags, length: number, content?: Content): GPUBuffer => {
    const buffer = device.createBuffer({
      label: name,
      size: length * 4,
      usage: usage | COPY_DST,
      mappedAtCreation: content !== undefined,
    });
    if (content) {
      const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
      new Uint8Array(buffer.getMappedRange()).set(bytes);
      buffer.unmap();
    }
    buffers.set(name, buffer);
    return buffer;
  };
  add('state', STORAGE | COPY_SRC, lengths.state, Float32Array.from(initialState(program, layout)));
  add('accumulators', STORAGE | COPY_SRC, lengths.ring);
  add('rows', STORAGE, lengths.rows, fanout.rows);
  add('targets', STORAGE, lengths.synapses, fanout.targets);
  if (used.has('weights')) add('weights', STORAGE, lengths.synapses, fanout.weights!);
  let uniforms: GPUBuffer | undefined;
  if (used.has('tables')) {
    const before = emitted.uniforms === 'tables' ? layout.uniformLength : 0;
    const content = new Float32Array(before + layout.tableLength);
    program.populations.forEach((population, p) => {
      population.tables.forEach((table, t) => {
        content.set(table, before + layout.tables[p]![t]!);
      });
    });
    const buffer = add('tables', STORAGE, lengths.tables, content);
    if (before > 0) uniforms = buffer;
  }
  if (used.has('uniforms')) uniforms = add('uniforms', UNIFORM, Math.ceil(layout.uniformLength / 4) * 4);
  const pathways = lengths.pathways && new PathwayMemory(device, program, lengths.pathways);
  return { buffers, uniforms, pathways };
}

type Content = Uint32Array | Int32Array | Float32Array;

/** The network's buffers on the device. */
import type { Layout } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import type { EmittedWgsl } from '../../program/wgsl.ts';
import { initialState } from '../initial.ts';
import type { BindingName } from './bindings.ts';
import { AdapterLimitError } from './errors.ts';

export interface Memory {
  readonly buffers: Map<BindingName, GPUBuffer>;
  /** Which buffer has the uniforms (always from its start); undefined when there are none. */
  readonly uniforms: GPUBuffer | undefined;
}

interface Part {
  readonly what: string;
  readonly bytes: number;
}

/** Throws an AdapterLimitError, with the numbers, when a buffer of the network is larger than the device allows. */
export function checkFits(program: Program, layout: Layout, limits: GPUSupportedLimits): void {
  const { fanout } = program;
  const allowed = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const parts: Part[] = [
    { what: `The ${fanout.targets.length} synapses`, bytes: fanout.targets.byteLength },
    { what: `The state of ${cellsOf(program)} cells`, bytes: layout.stateLength * 4 },
    {
      what: `The ${fanout.slots} rows of ${fanout.width} synaptic sums (one row per step of the longest delay)`,
      bytes: fanout.slots * fanout.width * 4,
    },
    { what: 'The tables', bytes: layout.tableLength * 4 },
  ];
  for (const { what, bytes } of parts)
    if (bytes > allowed)
      throw new AdapterLimitError(what, bytes, allowed, 'Make the network smaller, or choose another backend: wasm.');
}

/** Creates the buffers and fills them with the state at time 0. */
export function createMemory(
  device: GPUDevice,
  program: Program,
  layout: Layout,
  emitted: EmittedWgsl,
  used: ReadonlySet<BindingName>,
): Memory {
  const { fanout } = program;
  const buffers = new Map<BindingName, GPUBuffer>();
  const add = (
    name: BindingName,
    usage: GPUBufferUsageFlags,
    content: Uint32Array | Int32Array | Float32Array | number,
  ) => {
    const bytes = typeof content === 'number' ? content : content.byteLength;
    const buffer = device.createBuffer({
      label: name,
      size: Math.max(16, Math.ceil(bytes / 4) * 4),
      usage: usage | GPUBufferUsage.COPY_DST,
      mappedAtCreation: typeof content !== 'number',
    });
    if (typeof content !== 'number') {
      new Uint8Array(buffer.getMappedRange()).set(
        new Uint8Array(content.buffer, content.byteOffset, content.byteLength),
      );
      buffer.unmap();
    }
    buffers.set(name, buffer);
    return buffer;
  };
  const { STORAGE, COPY_SRC, UNIFORM } = GPUBufferUsage;
  add('state', STORAGE | COPY_SRC, Float32Array.from(initialState(program, layout)));
  add('accumulators', STORAGE | COPY_SRC, fanout.slots * fanout.width * 4);
  add('rows', STORAGE, fanout.rows);
  add('targets', STORAGE, fanout.targets);
  if (used.has('weights')) add('weights', STORAGE, fanout.weights!);
  let uniforms: GPUBuffer | undefined;
  if (used.has('tables')) {
    const before = emitted.uniforms === 'tables' ? layout.uniformLength : 0;
    const content = new Float32Array(before + layout.tableLength);
    program.populations.forEach((population, p) => {
      population.tables.forEach((table, t) => {
        content.set(table, before + layout.tables[p]![t]!);
      });
    });
    const buffer = add('tables', STORAGE, content);
    if (before > 0) uniforms = buffer;
  }
  if (used.has('uniforms')) uniforms = add('uniforms', UNIFORM, Math.ceil(layout.uniformLength / 4) * 16);
  return { buffers, uniforms };
}

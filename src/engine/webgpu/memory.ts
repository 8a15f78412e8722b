/** The network's buffers on the device. */

import type { Layout } from '../../program/layout.ts';
import { cellsOf, type Program } from '../../program/program.ts';
import { refusal } from '../../program/target/refusals.ts';
import type { EmittedWgsl } from '../../program/target/wgsl.ts';
import { initialState } from '../initial.ts';
import type { Binding, BindingName } from './bindings.ts';
import type { AfterMemory } from './delivery/delivery.ts';
import type { Connections, Form } from './delivery/stored.ts';
import type { Lengths } from './lengths.ts';
import { bindingLimit, type Limits } from './limits.ts';
import { createPieces } from './pieces.ts';

export interface Memory {
  /** What every strategy uses. */
  readonly buffers: Map<BindingName, GPUBuffer>;
  /** The synapses, in each form that is in use. */
  readonly connections: Map<Form, ReadonlyMap<BindingName, GPUBuffer>>;
  /** Which buffer has the uniforms (always from its start); undefined when there are none. */
  readonly uniforms: GPUBuffer | undefined;
  /** Of what comes before each step. */
  readonly before: AfterMemory | undefined;
  /** Of what follows each step, in the order of `Lengths.after`. */
  readonly after: readonly AfterMemory[];
}

/** Throws a CapacityError, with the numbers, when a buffer that cannot be split is larger than the device allows. */
export function checkFits(program: Program, lengths: Lengths, limits: Limits): void {
  const { width } = program.ring;
  const allowed = bindingLimit(limits);
  const parts: readonly [what: string, length: number][] = [
    [`The states of ${cellsOf(program)} cells`, lengths.state],
    [`The synaptic sums (${width} for each of the ${lengths.ring / width} steps of the longest delay)`, lengths.ring],
    ['The tables', lengths.tables],
    ...(lengths.before ? [lengths.before] : []).map(({ title, largest }): [string, number] => [title, largest]),
    ...lengths.after.map(({ title, largest }): [string, number] => [title, largest]),
  ];
  for (const [what, length] of parts)
    if (length * 4 > allowed)
      throw refusal('adapter-buffer', { what, needed_bytes: length * 4, allowed_bytes: allowed });
}

/** Throws a CapacityError, with the numbers, when kernels with these bindings need more storage buffers than the device binds. */
export function checkBindings(used: readonly Binding[], connections: Connections, limits: Limits): void {
  const needed = used.filter((b) => b.type !== 'uniform').length;
  const allowed = limits.maxStorageBuffersPerShaderStage;
  if (needed <= allowed) return;
  const bytes = connections.arrays.reduce((n, array) => n + array.length * 4, 0);
  const pieces = connections.arrays.reduce((n, array) => n + array.pieces.length, 0);
  throw refusal('adapter-bindings', {
    synapse_bytes: bytes,
    buffer_bytes: bindingLimit(limits),
    needed: pieces,
    others: needed - pieces,
    allowed: allowed - needed + pieces,
  });
}

/** Creates the buffers that all strategies use and fills them with the state at time 0. */
export function createMemory(
  device: GPUDevice,
  program: Program,
  layout: Layout,
  lengths: Lengths,
  emitted: EmittedWgsl,
): Memory {
  const buffers = new Map<BindingName, GPUBuffer>();
  const { STORAGE, COPY_SRC, COPY_DST, UNIFORM } = GPUBufferUsage;
  /** `length` in values of 4 bytes; new buffers hold zeros. */
  const add = (name: BindingName, usage: GPUBufferUsageFlags, length: number, content?: Float32Array): GPUBuffer => {
    const buffer = device.createBuffer({
      label: name,
      size: length * 4,
      usage: usage | COPY_DST,
      mappedAtCreation: content !== undefined,
    });
    if (content) {
      new Float32Array(buffer.getMappedRange()).set(content);
      buffer.unmap();
    }
    buffers.set(name, buffer);
    return buffer;
  };
  add('state', STORAGE | COPY_SRC, lengths.state, Float32Array.from(initialState(program, layout)));
  add('accumulators', STORAGE | COPY_SRC, lengths.ring);
  let uniforms: GPUBuffer | undefined;
  if (emitted.tables) {
    const before = emitted.uniforms === 'tables' ? layout.uniformLength : 0;
    const trees = emitted.trees?.tables ?? new Float32Array(0);
    const content = new Float32Array(before + layout.tableLength + trees.length);
    content.set(trees, before + layout.tableLength);
    program.populations.forEach((population, p) => {
      population.tables.forEach((table, t) => {
        content.set(table, before + layout.tables[p]![t]!);
      });
    });
    const buffer = add('tables', STORAGE, lengths.tables, content);
    if (before > 0) uniforms = buffer;
  }
  if (emitted.uniforms === 'buffer') uniforms = add('uniforms', UNIFORM, Math.ceil(layout.uniformLength / 4) * 4);
  const after = lengths.after.map((of) => of.createMemory(device));
  const before = lengths.before?.createMemory(device);
  return { buffers, connections: new Map(), uniforms, before, after };
}

/** Copies the synapses to the device in a form, unless they are there. */
export function addConnections(device: GPUDevice, memory: Memory, connections: Connections): void {
  if (memory.connections.has(connections.form)) return;
  const content = connections.content();
  const pieces = connections.arrays.flatMap((array, a) => createPieces(device, array, content[a]!));
  memory.connections.set(connections.form, new Map(pieces.map(([binding, buffer]) => [binding.name, buffer])));
}

/** Frees the synapses in every other form. */
export function keepConnections(memory: Memory, form: Form): void {
  for (const [other, buffers] of [...memory.connections])
    if (other !== form) {
      for (const buffer of buffers.values()) buffer.destroy();
      memory.connections.delete(other);
    }
}

export function destroyMemory(memory: Memory): void {
  for (const buffers of [memory.buffers, ...memory.connections.values()])
    for (const buffer of buffers.values()) buffer.destroy();
  memory.before?.destroy();
  for (const after of memory.after) after.destroy();
}

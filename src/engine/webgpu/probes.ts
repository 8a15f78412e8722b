/** Probes as shaders/probe.wgsl reads them. */
import type { Layout } from '../../program/layout.ts';
import type { Program } from '../../program/program.ts';
import type { Probe } from '../engine.ts';

export interface ProbePlan {
  readonly probes: readonly Probe[];
  /** Index into the flat state of every value noted per step; those of one probe lie together, by cell, then column. */
  readonly places: Uint32Array<ArrayBuffer>;
  /** Network-wide cell of each of these values. */
  readonly cells: Uint32Array;
}

/** Where the probed values lie. */
export function planProbes(program: Program, layout: Layout, probes: readonly Probe[]): ProbePlan {
  const places: number[] = [];
  const cells: number[] = [];
  for (const probe of probes) {
    const { first, size } = program.populations[probe.population]!;
    // What probes call cells are rows.
    for (const cell of probe.cells)
      for (const column of probe.columns) {
        places.push(layout.columns[probe.population]![column]! + cell);
        cells.push(first + (cell % size));
      }
  }
  return { probes, places: Uint32Array.from(places), cells: Uint32Array.from(cells) };
}

/** One step-major array per probe from several pieces of the record; each piece holds `steps` × `entries` values. */
export function splitTraces(
  plan: ProbePlan,
  pieces: readonly { readonly steps: number; readonly values: Float32Array }[],
): Float64Array[] {
  const steps = pieces.reduce((n, piece) => n + piece.steps, 0);
  let first = 0;
  return plan.probes.map((probe) => {
    const size = probe.cells.length * probe.columns.length;
    const trace = new Float64Array(steps * size);
    let at = 0;
    for (const piece of pieces)
      for (let s = 0; s < piece.steps; s++) {
        const from = s * plan.places.length + first;
        trace.set(piece.values.subarray(from, from + size), at);
        at += size;
      }
    first += size;
    return trace;
  });
}

/** `probes` of shaders/probe.wgsl. */
export function createProbes(device: GPUDevice, { places, cells }: ProbePlan): GPUBuffer {
  const order = Uint32Array.from(cells.keys()).sort((a, b) => cells[a]! - cells[b]!);
  const content = new Uint32Array(3 * places.length);
  content.set(places);
  order.forEach((entry, i) => {
    content[places.length + i] = cells[entry]!;
    content[2 * places.length + i] = entry;
  });
  const buffer = device.createBuffer({
    label: 'probes',
    size: Math.max(16, content.byteLength),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  // An empty write is allowed, but Deno 2.9 panics at it.
  if (content.length > 0) device.queue.writeBuffer(buffer, 0, content);
  return buffer;
}

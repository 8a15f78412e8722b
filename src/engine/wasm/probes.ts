/** Values noted after every step: where the module finds them and where it puts them. */

import { control, type WasmImage } from '../../program/target/simd.ts';
import type { Probe } from '../engine.ts';
import type { HostMemory } from './memory.ts';

/** Bytes of traces that one call may fill, unless a single step fills more. */
const TRACE_BYTES = 1 << 24;

export class ProbeTable {
  private readonly host: HostMemory;
  private readonly image: WasmImage;
  private readonly sizes: readonly number[];
  private probes: readonly Probe[] = [];
  private traces = 0;
  private stride = 0;
  /** Most steps that the traces of one call have room for. */
  steps = Number.POSITIVE_INFINITY;

  /** `sizes`: cells of each population. */
  constructor(host: HostMemory, image: WasmImage, sizes: readonly number[]) {
    this.host = host;
    this.sizes = sizes;
    this.image = image;
  }

  set(probes: readonly Probe[]): void {
    const { host, image } = this;
    const entries = probes.flatMap((probe) =>
      probe.cells.flatMap((cell) =>
        probe.columns.map((column) => ({
          from: host.addressOf(probe.population, column, cell),
          thread: this.owner(probe.population, cell),
        })),
      ),
    );
    const list = image.map.end;
    const stride = 4 * entries.length;
    const traces = list + 8 * entries.length;
    const steps = stride === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(TRACE_BYTES / stride));
    if (stride > 0) host.reach(traces + steps * stride);
    this.probes = probes;
    this.stride = stride;
    this.traces = traces;
    this.steps = steps;
    host.setWord(control.traces, traces);
    host.setWord(control.traceStride, stride);
    let at = list;
    for (let thread = 0; thread < image.threads; thread++) {
      host.setThreadWord(thread, 'probesBegin', at);
      entries.forEach((entry, i) => {
        if (entry.thread !== thread) return;
        host.setWord(at, entry.from);
        host.setWord(at + 4, 4 * i);
        at += 8;
      });
      host.setThreadWord(thread, 'probesEnd', at);
    }
  }

  /** The thread whose cell the row is of. */
  private owner(population: number, row: number): number {
    const { ranges, populations, threads } = this.image;
    const cell = row % this.sizes[population]!;
    for (let t = 0; t < threads; t++) if (4 * cell < ranges[2 * (t * populations.length + population) + 1]!) return t;
    return threads - 1;
  }

  /** Empty arrays, one per probe, for a run of that many steps. */
  arrays(steps: number): Float64Array[] {
    return this.probes.map((p) => new Float64Array(steps * p.cells.length * p.columns.length));
  }

  /** Copies the traces of the last call into the arrays, as steps `done` and after. */
  harvest(arrays: readonly Float64Array[], done: number, steps: number): void {
    if (this.stride === 0) return;
    const { f32 } = this.host.views;
    let offset = this.traces / 4;
    this.probes.forEach((p, i) => {
      const count = p.cells.length * p.columns.length;
      for (let s = 0; s < steps; s++) {
        const at = offset + (s * this.stride) / 4;
        arrays[i]!.set(f32.subarray(at, at + count), (done + s) * count);
      }
      offset += count;
    });
  }
}

/** What a call of the module left in memory, as the engine hands it out. */

import type { WasmImage } from '../../program/target/simd.ts';
import type { SpikeBlock } from '../../record/spikes.ts';
import type { Fault } from '../engine.ts';
import type { HostMemory } from './memory.ts';

/** Spikes of `steps` steps: the threads' lists, each ordered by step, population and cell, laid side by side. */
export function harvestSpikes(host: HostMemory, image: WasmImage, first: number, steps: number): SpikeBlock {
  const { map, threads } = image;
  const populations = image.populations.length;
  const { u32 } = host.views;
  const starts = Array.from({ length: threads }, (_, t) => (map.spikes + t * map.spikeBytes) / 4);
  const ends = Array.from({ length: threads }, (_, t) => (map.ends + t * map.endBytes) / 4);
  const last = steps * populations - 1;
  let total = 0;
  for (let t = 0; t < threads; t++) total += last < 0 ? 0 : u32[ends[t]! + last]! / 4 - starts[t]!;
  const out = { steps: new Uint32Array(total), cells: new Uint32Array(total) };
  let at = 0;
  for (let s = 0; s < steps; s++)
    for (let p = 0; p < populations; p++)
      for (let t = 0; t < threads; t++) {
        const end = u32[ends[t]! + s * populations + p]! / 4;
        for (let i = starts[t]!; i < end; i++) {
          out.steps[at] = first + s;
          out.cells[at++] = u32[i]!;
        }
        starts[t] = end;
      }
  return out;
}

/** The first value that left its limits, over all threads. */
export function harvestFault(host: HostMemory, threads: number): Fault | undefined {
  let found: Fault | undefined;
  for (let t = 0; t < threads; t++) {
    if (host.threadWord(t, 'fault') === 0) continue;
    const fault: Fault = {
      step: host.threadWord(t, 'faultStep'),
      population: host.threadWord(t, 'faultPopulation'),
      cell: host.threadWord(t, 'faultCell'),
      column: host.threadWord(t, 'faultColumn'),
    };
    host.setThreadWord(t, 'fault', 0);
    if (!found || isBefore(fault, found)) found = fault;
  }
  return found;
}

function isBefore(a: Fault, b: Fault): boolean {
  if (a.step !== b.step) return a.step < b.step;
  if (a.population !== b.population) return a.population < b.population;
  return a.cell < b.cell;
}

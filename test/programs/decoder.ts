/**
 * The decoder network: 16 sources of which one spikes per step, four targets connected by the bits of the source's number. What a target
 * receives spells the source, so every synapse is checked by itself.
 */
import * as b from '../../src/expression/build.ts';
import type { Program } from '../../src/program/program.ts';
import { programOf, type Synapse } from './program.ts';

const SOURCES = 16;
const TARGETS = 4;
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

/**
 * Source k mod 16 spikes in step k. Source i reaches target t through inlet 0 if bit t of i is set, and through inlet 1 if it is not;
 * delays and weights go round the given lists with i + t. Target columns: the sums received through inlets 0 and 1.
 */
export function decoder(delays: readonly number[], weights: readonly number[]): Program {
  const synapses: Synapse[] = [];
  for (let source = 0; source < SOURCES; source++)
    for (let target = 0; target < TARGETS; target++)
      synapses.push({
        source,
        target,
        inlet: (source >> target) & 1 ? 0 : 1,
        delay: pick(delays, source + target),
        weight: pick(weights, source + target),
      });
  return programOf({
    populations: [
      {
        name: 'sources',
        size: SOURCES,
        states: { x: { initial: 0, next: b.zero } },
        spike: b.compare('eq', b.binary('mod', b.step, b.number(SOURCES)), b.cell),
      },
      {
        name: 'targets',
        size: TARGETS,
        states: { set: { initial: 0, next: b.inlet(0) }, clear: { initial: 0, next: b.inlet(1) } },
      },
    ],
    inlets: [
      { population: 1, label: 'set' },
      { population: 1, label: 'clear' },
    ],
    synapses,
  });
}

/** What both columns of all targets must hold after each step: steps × targets × columns. */
export function codes(delays: readonly number[], weights: readonly number[], steps: number): number[] {
  const sums = new Array<number>(steps * TARGETS * 2).fill(0);
  for (let step = 0; step < steps; step++) {
    const source = step % SOURCES;
    for (let target = 0; target < TARGETS; target++) {
      const arrival = step + pick(delays, source + target);
      const at = (arrival * TARGETS + target) * 2 + ((source >> target) & 1 ? 0 : 1);
      if (arrival < steps) sums[at] = sums[at]! + pick(weights, source + target);
    }
  }
  return sums;
}

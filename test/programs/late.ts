/** Cells whose spikes tell which steps they take for which times, at any time of a run. */

import { assemble } from '../../src/compile/assemble.ts';
import { cell } from '../../src/index.ts';
import { Network } from '../../src/network/network.ts';
import type { Program } from '../../src/program/program.ts';

/**
 * dt 0.1 ms. Population 0 spikes from a time on and until another, cell by cell one of four comparisons with the step `at` + 3; the sources
 * spike at the steps `at` + 1, 2, 5, 6, 7, and in the window from `at` + 3 to `at` + 6, always.
 */
export function late(at: number): Program {
  const net = new Network({ seed: 1 });
  const time = (step: number): string => `${(step / 10).toFixed(1)} ms`;
  for (const [name, condition] of [
    ['from', 't >= onset'],
    ['after', 't > onset'],
    ['before', 't < onset'],
    ['until', 't - onset <= 0 ms'],
    ['then', 't == onset'],
  ] as const)
    net.population(
      cell({ equations: 'dx/dt = -x/ms : 1', threshold: condition, parameters: { onset: time(at + 3) } }),
      1,
      {},
      { name },
    );
  net.spikes(1, { times: [[1, 2, 5, 6, 7].map((k) => time(at + k))], name: 'list' });
  net.poisson(1, { rate: '10 kHz', from: time(at + 3), to: time(at + 6), name: 'window' });
  return assemble(net, 0.1).program;
}

/** Steps after `at` in which each cell of `late` spikes, of the first ten. */
export const lateSpikes: readonly (readonly number[])[] = [
  [3, 4, 5, 6, 7, 8, 9],
  [4, 5, 6, 7, 8, 9],
  [0, 1, 2],
  [0, 1, 2, 3],
  [3],
  [1, 2, 5, 6, 7],
  [3, 4, 5],
];

/** Networks of other sizes for benches. */
import { UserError } from '../errors.ts';
import type { BenchmarkCase } from '../index.ts';
import { noMore } from '../no-more.ts';
import { whole } from '../options.ts';
import type { Preset } from './preset.ts';
import { presetValues } from './values.ts';

/** Inputs per cell at every size. */
const IN_DEGREE = 80;
/** Steps of a round, unless the network is large. */
const BENCH_STEPS = 1000;
/** Cell steps a round aims at, so that a round of a large network stays within seconds. */
const CELL_STEPS = 40_000_000;

/**
 * The preset at `size` cells: the same share of excitatory cells, and 80 inputs per cell on average. Throws a UserError for a preset that
 * is no network of n_exc and n_inh cells.
 */
export function sized(
  preset: Preset,
  size: number,
  ...more: undefined[]
): { settings: Record<string, string>; steps: number } {
  noMore('sized', 'a preset and a size', more);
  whole(1, 2 ** 31).check(size, 'sized: the number of cells');
  const standard = (name: string): number | undefined => preset.parameters.find((p) => p.name === name)?.value;
  const [nExc, nInh] = [standard('n_exc'), standard('n_inh')];
  if (nExc === undefined || nInh === undefined)
    throw new UserError(`${preset.name} is no network of n_exc and n_inh cells, so it has no sizes.`);
  const excitatory = Math.round((size * nExc) / (nExc + nInh));
  return {
    settings: {
      n_exc: `${excitatory}`,
      n_inh: `${size - excitatory}`,
      p: `${Math.min(1, IN_DEGREE / size)}`,
    },
    steps: Math.max(50, Math.min(BENCH_STEPS, Math.round(CELL_STEPS / size))),
  };
}

/** A preset for `benchmark`, with seed 1: at `size` cells, or as it is. */
export function benchmarkCase(preset: Preset, size?: number, ...more: undefined[]): BenchmarkCase {
  noMore('benchmarkCase', 'a preset and a size', more);
  const { settings, steps } = size === undefined ? { settings: {}, steps: BENCH_STEPS } : sized(preset, size);
  return {
    name: size === undefined ? preset.name : `${preset.name}, ${size} cells`,
    build: () => preset.build(presetValues(preset, settings), 1),
    steps,
    dt: `${preset.dt} ms`,
    integrator: preset.integrator,
  };
}

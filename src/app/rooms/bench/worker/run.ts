/** Every size in turn, all backends interleaved within it. */
import { benchmark, UserError } from '../../../../index.ts';
import { type Preset, presetByName, presetValues } from '../../../../presets/index.ts';
import type { BenchInput, BenchPart } from './tasks.ts';

/** Inputs per cell at every size. */
const IN_DEGREE = 80;
const MOST_STEPS = 1000;
/** Cell steps a round aims at, so that a round of a large network stays within seconds. */
const CELL_STEPS = 40_000_000;

export async function runBench(
  { preset: name, backends, sizes, rounds }: BenchInput,
  { part }: { part: (part: BenchPart) => void },
): Promise<null> {
  const preset = presetByName(name);
  for (const [i, size] of sizes.entries()) {
    const { settings, steps } = sized(preset, size);
    const label = `${name}, ${size} cells`;
    part({ kind: 'progress', label, fraction: i / sizes.length });
    const rows = await benchmark(
      {
        name: label,
        build: () => preset.build(presetValues(preset, settings), 1),
        steps,
        dt: `${preset.dt} ms`,
        integrator: preset.integrator,
      },
      {
        backends,
        rounds,
        onProgress: (text, fraction) =>
          part({ kind: 'progress', label: text, fraction: (i + fraction) / sizes.length }),
        onRefusal: (backend, reason) => part({ kind: 'refusal', refusal: { network: label, backend, reason } }),
      },
    );
    for (const row of rows) part({ kind: 'row', row });
  }
  return null;
}

/** The preset at `size` cells: the same share of excitatory cells, and 80 inputs per cell on average. */
export function sized(preset: Preset, size: number): { settings: Record<string, string>; steps: number } {
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
    steps: Math.max(50, Math.min(MOST_STEPS, Math.round(CELL_STEPS / size))),
  };
}

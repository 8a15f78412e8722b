/** Every size in turn, all backends interleaved within it. */
import { benchmark } from '../../../../index.ts';
import { presetByName, presetValues, sized } from '../../../../presets/index.ts';
import type { BenchInput, BenchPart } from './bench-tasks.ts';

export async function runBench(
  { preset: name, backends, sizes, rounds, phases }: BenchInput,
  { onPart }: { onPart: (part: BenchPart) => void },
): Promise<null> {
  const preset = presetByName(name);
  for (const [i, size] of sizes.entries()) {
    const { settings, steps } = sized(preset, size);
    const label = `${name}, ${size} cells`;
    onPart({ kind: 'progress', label, fraction: i / sizes.length });
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
        phases,
        onProgress: (text, fraction) =>
          onPart({ kind: 'progress', label: text, fraction: (i + fraction) / sizes.length }),
        onRefusal: (backend, reason) => onPart({ kind: 'refusal', refusal: { network: label, backend, reason } }),
      },
    );
    for (const row of rows) onPart({ kind: 'row', row });
  }
  return null;
}

/** Every size in turn, all backends interleaved within it. */
import { benchmark } from '../../../../index.ts';
import { benchmarkCase, presetByName } from '../../../../presets/index.ts';
import type { BenchInput, BenchPart } from './bench-tasks.ts';

export async function runBench(
  { preset: name, backends, sizes, rounds, phases }: BenchInput,
  { onPart }: { onPart: (part: BenchPart) => void },
): Promise<null> {
  const preset = presetByName(name);
  for (const [i, size] of sizes.entries()) {
    const benched = benchmarkCase(preset, size);
    const progress = (label: string, fraction: number) =>
      onPart({ kind: 'progress', label, fraction: (i + fraction) / sizes.length });
    progress(benched.name, 0);
    const rows = await benchmark(benched, {
      backends,
      rounds,
      phases,
      onProgress: progress,
      onRefusal: (backend, reason) => onPart({ kind: 'refusal', refusal: { network: benched.name, backend, reason } }),
    });
    for (const row of rows) onPart({ kind: 'row', row });
  }
  return null;
}

/** Time per step against size for every machine and backend; the bars reach from the least to the greatest round. */
import type { ResultSet } from '../../../export/benchmark/results.ts';
import { backendNames } from '../../../index.ts';
import { extent, logEnds } from '../../../numbers/axis.ts';
import { type Curve, dashes } from '../../plots/chart/curve.ts';
import { markers } from '../../plots/chart/marker.tsx';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import { hueOf } from './hues.ts';

export function BenchChart({ sets }: { sets: readonly ResultSet[] }) {
  const curves = sets.flatMap((set, place) => linesOf(set, place, sets.length > 1));
  const xs = curves.map((c) => c.x);
  const ys = curves.map((c) => c.y);
  const [few, many] = logEnds(...(extent(xs, true) ?? [1000, 100_000]));
  const [low, high] = logEnds(...(extent(ys, true) ?? [0.01, 10]));
  return (
    <ChartPanel
      label="time per step against size"
      class="bench-plot"
      legend="machines and backends"
      name={`wall time per step against number of cells, both logarithmic: ${curves
        .filter((c) => !c.quiet)
        .map((c) => c.name)
        .join(', ')}`}
      x={{ title: 'cells', low: few, high: many, log: true }}
      y={{ title: 'time per step (ms)', low, high, log: true }}
      curves={curves}
      readout={{ x: { name: 'cells', unit: '', digits: 0 }, unit: 'ms', digits: 3 }}
    />
  );
}

function linesOf(set: ResultSet, place: number, several: boolean): Curve[] {
  return backendNames.flatMap((backend, b): Curve[] => {
    const rows = set.rows.filter((row) => row.backend === backend).sort((x, y) => x.cells - y.cells);
    if (rows.length === 0) return [];
    const style = { colour: hueOf(backend), dash: dashes[place % dashes.length]! };
    const bars = rows.map(
      (row): Curve => ({
        key: `${place} ${backend} ${row.name} bar`,
        name: '',
        quiet: true,
        colour: hueOf(backend),
        width: 1,
        x: [row.cells, row.cells],
        y: [row.ms_per_step.min, row.ms_per_step.max],
      }),
    );
    return [
      ...bars,
      {
        key: `${place} ${backend}`,
        name: several ? `${backend}, ${set.machine.name}` : backend,
        ...style,
        marker: markers[(b + place) % markers.length]!,
        x: rows.map((row) => row.cells),
        y: rows.map((row) => row.ms_per_step.median),
      },
    ];
  });
}

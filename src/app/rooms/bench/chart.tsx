/** Time per step against size for every machine and backend; the bars reach from the least to the greatest round. */
import { useSignal } from '@preact/signals';
import type { ResultSet } from '../../../export/benchmark/results.ts';
import { backendNames } from '../../../index.ts';
import { extent, logEnds } from '../../../numbers/scale.ts';
import { Chart } from '../../plots/chart/chart.tsx';
import type { Curve } from '../../plots/chart/curve.ts';
import { Legend } from '../../plots/chart/legend.tsx';
import { markers } from '../../plots/chart/marker.tsx';
import { hueOf } from './hues.ts';

const dashes = ['none', '6 3', '2 2.5', '8 3 2 3'];

export function BenchChart({ sets }: { sets: readonly ResultSet[] }) {
  const pointer = useSignal<number | undefined>(undefined);
  const curves = sets.flatMap((set, place) => linesOf(set, place, sets.length > 1));
  const xs = curves.map((c) => c.x);
  const ys = curves.map((c) => c.y);
  const [few, many] = logEnds(...(extent(xs, true) ?? [1000, 100_000]));
  const [low, high] = logEnds(...(extent(ys, true) ?? [0.01, 10]));
  return (
    <section class="plot-block bench-plot" aria-label="time per step against size">
      <div class="plot-head">
        <Legend curves={curves} name="machines and backends" />
      </div>
      <Chart
        name={`wall time per step against number of cells, both logarithmic: ${curves
          .filter((c) => !c.quiet)
          .map((c) => c.name)
          .join(', ')}`}
        x={{ title: 'cells', low: few, high: many, log: true }}
        y={{ title: 'time per step (ms)', low, high, log: true }}
        curves={curves}
        pointer={pointer}
        readout={{ x: { name: 'cells', unit: '', digits: 0 }, unit: 'ms', digits: 3 }}
      />
    </section>
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

/** A chart in its block: over it the legend and what acts on it, under it what is said of it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Chart, type ChartProps } from './chart.tsx';
import { Legend } from './legend.tsx';

interface ChartPanelProps extends ChartProps {
  /** Spoken name of the block. */
  readonly label: string;
  readonly class?: string;
  /** Spoken name of the legend; without it there is none. */
  readonly legend?: string;
  /** Beside the legend, or in its place. */
  readonly head?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** With a form of readout and no pointer of others it follows its own. */
export function ChartPanel({ label, class: more, legend, head, children, ...chart }: ChartPanelProps) {
  const own = useSignal<number | undefined>(undefined);
  const pointer = chart.pointer ?? (chart.readout === undefined ? undefined : own);
  return (
    <section class={more === undefined ? 'plot-block' : `plot-block ${more}`} aria-label={label}>
      {legend === undefined && head === undefined ? null : (
        <div class="plot-head">
          {legend === undefined ? null : <Legend curves={chart.keys ?? chart.curves} name={legend} />}
          {head}
        </div>
      )}
      <Chart {...chart} label={label} {...(pointer === undefined ? {} : { pointer })} />
      {children}
    </section>
  );
}

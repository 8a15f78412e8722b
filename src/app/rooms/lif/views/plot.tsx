/** What the panels' plots share: a block with its legend, and how measurement and theory are drawn. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Axis, Curve, Note } from '../../../plots/chart/curve.ts';
import { ChartPanel } from '../../../plots/chart/panel.tsx';
import type { ReadoutForm } from '../../../plots/chart/readout.tsx';
import { Words } from '../../../symbols/words.tsx';
import type { LifRoom } from '../state.ts';
import type { PanelValues } from '../worker/lif-tasks.ts';

/** Dots in the first hue, closed forms as a dark line: the same in every panel. */
export const measured = { colour: 'var(--hue-1)', marker: 'circle', pointsOnly: true } as const;
export const theory = { colour: 'var(--text)', width: 1.5 } as const;
const level = { colour: 'var(--text-2)', width: 1, dash: '4 3' } as const;

export interface PanelView {
  readonly room: LifRoom;
  readonly values: PanelValues;
}

interface PlotProps {
  /** Spoken name; what is seen, for those who cannot. */
  readonly name: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  readonly notes?: readonly Note[];
  readonly form: ReadoutForm;
  readonly pointer?: Signal<number | undefined>;
  readonly right?: ComponentChildren;
}

export function Plot({ title, form, right, ...chart }: PlotProps) {
  return <ChartPanel label={title} legend={`lines of the plot ‘${title}’`} head={right} readout={form} {...chart} />;
}

/** A straight line across at `y`. */
export const across = (key: string, name: string, low: number, high: number, y: number): Curve => ({
  key,
  name,
  ...level,
  x: [low, high],
  y: [y, y],
});

/** About `most` of the points, evenly. */
export function thinned({ x, y }: { x: Float64Array; y: Float64Array }, most: number) {
  const every = Math.max(1, Math.ceil(x.length / most));
  const keep = (_: number, k: number): boolean => k % every === 0;
  return { x: x.filter(keep), y: y.filter(keep), every };
}

export const scaled = (list: ArrayLike<number>, factor: number, offset = 0): Float64Array =>
  Float64Array.from(list, (v) => (v - offset) * factor);

export interface Finding {
  readonly name: string;
  readonly measured: string;
  readonly expected: string;
}

/** Measured numbers beside those of the closed forms. */
export function Findings({
  list,
  heads = ['measured', 'closed form'],
}: {
  list: readonly Finding[];
  heads?: readonly [string, string];
}) {
  return (
    <table class="figures lif-findings">
      <thead>
        <tr>
          <th scope="col">quantity</th>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((f) => (
          <tr key={f.name} data-finding={f.name}>
            <th scope="row">
              <Words text={f.name} />
            </th>
            <td data-value="measured">{f.measured}</td>
            <td data-value="expected">{f.expected}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

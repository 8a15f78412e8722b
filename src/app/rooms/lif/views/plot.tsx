/** What the panels' plots share: a block with its legend, and how measurement and theory are drawn. */
import type { ComponentChildren } from 'preact';
import type { Points } from '../../../../studies/measure.ts';
import type { Curve, Note } from '../../../plots/chart/curve.ts';
import { ChartPanel } from '../../../plots/chart/panel.tsx';
import { Words } from '../../../symbols/words.tsx';
import { quantity } from '../figures.ts';
import type { LifRoom } from '../state.ts';
import type { PanelValues } from '../worker/lif-tasks.ts';
import type { UnitAxis } from './units.ts';

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
  readonly x: UnitAxis;
  readonly y: UnitAxis;
  /** In physical units, as the notes. */
  readonly curves: readonly Curve[];
  readonly notes?: readonly Note[];
  readonly right?: ComponentChildren;
}

export function Plot({ title, name, x, y, curves, notes = [], right }: PlotProps) {
  return (
    <ChartPanel
      label={title}
      legend={`lines of the plot ‘${title}’`}
      head={right}
      name={name}
      x={{ ...x, title: x.unit.title }}
      y={{ ...y, title: y.unit.title }}
      curves={curves.map((c) => ({ ...c, x: x.unit.all(c.x), y: y.unit.all(c.y) }))}
      notes={notes.map((n) => ({ ...n, x: x.unit.of(n.x), y: y.unit.of(n.y) }))}
      readout={{
        x: { name: x.unit.name, unit: x.unit.text, digits: x.digits },
        unit: y.unit.text,
        digits: y.digits,
      }}
    />
  );
}

/** Before there are any. */
export const noPoints: Points = { x: new Float64Array(0), y: new Float64Array(0) };

/** What was measured; nothing until it was. */
export const dots = (name: string, { x, y }: Pick<Curve, 'x' | 'y'> = noPoints): Curve => ({
  key: 'dots',
  name,
  ...measured,
  x,
  y,
});

/** `f` over `x`, or a list as long. */
export const closedForm = (
  name: string,
  x: ArrayLike<number>,
  f: ArrayLike<number> | ((x: number) => number),
): Curve => ({ key: 'theory', name, ...theory, x, y: typeof f === 'function' ? Float64Array.from(x, f) : f });

/** A straight line across at `y`. */
export const across = (key: string, name: string, low: number, high: number, y: number): Curve => ({
  key,
  name,
  ...level,
  x: [low, high],
  y: [y, y],
});

/** About `most` of the points, evenly. */
export function thinned({ x, y }: Points, most: number) {
  const every = Math.max(1, Math.ceil(x.length / most));
  const keep = (_: number, k: number): boolean => k % every === 0;
  return { x: x.filter(keep), y: y.filter(keep), every };
}

export interface Finding {
  readonly name: string;
  readonly measured: string;
  readonly expected: string;
}

/** A number that was measured beside that of the closed form, both to so many digits. */
export const compared = (
  name: string,
  found: number | undefined,
  expected: number | undefined,
  text: string,
  digits?: number,
): Finding => ({ name, measured: quantity(found, text, digits), expected: quantity(expected, text, digits) });

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

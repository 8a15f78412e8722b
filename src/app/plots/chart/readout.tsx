/** The values of all curves where the pointer is, over the top of the chart. */
import type { ReadonlySignal } from '@preact/signals';
import { grouped } from '../../../numbers/grouped.ts';
import { Words } from '../../symbols/words.tsx';
import type { Curve } from './curve.ts';
import { Sample } from './legend.tsx';
import { nearest } from './path.ts';

/** How values are written. */
export interface ReadoutForm {
  readonly x: { readonly name: string; readonly unit: string; readonly digits: number };
  readonly unit: string;
  readonly digits: number;
}

interface ReadoutProps {
  readonly curves: readonly Curve[];
  readonly pointer: ReadonlySignal<number | undefined>;
  readonly form: ReadoutForm;
}

export function Readout({ curves, pointer, form }: ReadoutProps) {
  const at = pointer.value;
  if (at === undefined) return null;
  const { x, unit, digits } = form;
  const values = curves
    .filter((curve) => !curve.quiet && curve.x.length > 0)
    .map((curve) => ({ curve, value: curve.y[nearest(curve.x, at)] ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value));
  return (
    <output class="chart-readout">
      <span>
        <Words text={x.name} title /> {grouped(at.toFixed(x.digits))}
        {x.unit === '' ? '' : '\u2009'}
        <Words text={x.unit} />
      </span>
      {values.map(({ curve, value }) => (
        <span key={curve.key}>
          <Sample curve={curve} /> {grouped(value.toFixed(digits))}
          {unit === '' ? '' : `\u2009${unit}`}
        </span>
      ))}
    </output>
  );
}

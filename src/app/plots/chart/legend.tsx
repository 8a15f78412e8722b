/** The legend of a chart: a sample of each line, its name, and its value where the pointer is. */
import type { ReadonlySignal } from '@preact/signals';
import { grouped } from '../ticks.ts';
import type { Curve } from './curve.ts';
import { MarkerShape } from './marker.tsx';
import { nearest } from './path.ts';

interface LegendProps {
  readonly curves: readonly Curve[];
  readonly name: string;
  /** Shows values at this x. */
  readonly pointer?: ReadonlySignal<number | undefined>;
  readonly unit?: string;
  /** Decimals of the values; default 1. */
  readonly digits?: number;
}

export function Legend({ curves, name, pointer, unit = '', digits = 1 }: LegendProps) {
  return (
    <ul class="key" aria-label={name}>
      {curves
        .filter((curve) => !curve.quiet)
        .map((curve) => (
          <li key={curve.key}>
            <Sample curve={curve} />
            <span>{curve.name}</span>
            {pointer === undefined ? null : <Value curve={curve} pointer={pointer} unit={unit} digits={digits} />}
          </li>
        ))}
    </ul>
  );
}

export function Sample({ curve }: { curve: Pick<Curve, 'colour' | 'dash' | 'width' | 'marker' | 'pointsOnly'> }) {
  const { colour, dash = 'none', width = 1.5 } = curve;
  return (
    <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
      {curve.pointsOnly ? null : (
        <path d="M0 4H22" style={{ stroke: colour, strokeWidth: width, strokeDasharray: dash, fill: 'none' }} />
      )}
      {curve.marker === undefined ? null : <MarkerShape marker={curve.marker} x={11} y={4} colour={colour} />}
    </svg>
  );
}

interface ValueProps {
  readonly curve: Curve;
  readonly pointer: ReadonlySignal<number | undefined>;
  readonly unit: string;
  readonly digits: number;
}

function Value({ curve, pointer, unit, digits }: ValueProps) {
  const at = pointer.value;
  const value = at === undefined ? Number.NaN : (curve.y[nearest(curve.x, at)] ?? Number.NaN);
  const text = Number.isFinite(value) ? `${grouped(value.toFixed(digits))}${unit === '' ? '' : `\u2009${unit}`}` : '';
  return <span class="key-value">{text}</span>;
}

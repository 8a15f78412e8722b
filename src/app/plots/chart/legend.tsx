/** The legend of a chart: a sample of each line and its name. */
import { Words } from '../../symbols/words.tsx';
import type { Curve } from './curve.ts';
import { MarkerShape } from './marker.tsx';

interface LegendProps {
  readonly curves: readonly Curve[];
  readonly name: string;
}

export function Legend({ curves, name }: LegendProps) {
  return (
    <ul class="key" aria-label={name}>
      {curves
        .filter((curve) => !curve.quiet)
        .map((curve) => (
          <li key={curve.key}>
            <Sample curve={curve} />
            <span>
              <Words text={curve.name} title />
            </span>
          </li>
        ))}
    </ul>
  );
}

interface SampleProps {
  readonly curve: Pick<Curve, 'colour' | 'dash' | 'width' | 'marker' | 'pointsOnly'>;
}

export function Sample({ curve }: SampleProps) {
  return (
    <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
      <SampleMarks curve={curve} />
    </svg>
  );
}

/** In a box of 22 × 8 CSS pixels. */
export function SampleMarks({ curve }: SampleProps) {
  const { colour, dash = 'none', width = 1.5 } = curve;
  return (
    <>
      {curve.pointsOnly ? null : (
        <path d="M0 4H22" style={{ stroke: colour, strokeWidth: width, strokeDasharray: dash, fill: 'none' }} />
      )}
      {curve.marker === undefined ? null : <MarkerShape marker={curve.marker} x={11} y={4} colour={colour} />}
    </>
  );
}

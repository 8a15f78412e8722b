/** Lines, points and notes of a chart, placed. Without hooks: figures are drawn by the same. */
import { share } from '../../../numbers/scale.ts';
import { PlotWords } from '../../symbols/words.tsx';
import type { Area } from '../gestures.ts';
import { scaleOf } from './axes.tsx';
import type { Axis, Curve, Note } from './curve.ts';
import { MarkerShape } from './marker.tsx';
import type { Frame } from './path.ts';

export interface PlacedAxes {
  readonly area: Area;
  readonly x: Axis;
  readonly y: Axis;
}

export function frameOf({ area, x, y }: PlacedAxes): Frame {
  const [sx, sy] = [scaleOf(x), scaleOf(y)];
  return {
    x: (value) => area.left + share(sx, value) * area.width,
    y: (value) => area.top + (1 - share(sy, value)) * area.height,
    from: x.low,
    to: x.high,
    width: area.width,
  };
}

/** A curve with its path and the places of its marks, CSS pixels. */
export interface DrawnCurve {
  readonly curve: Curve;
  readonly path: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export const drawnCurves = (
  curves: readonly Curve[],
  frame: Frame,
  pathOf: (curve: Curve, frame: Frame) => string,
): DrawnCurve[] =>
  curves.map((curve) => ({
    curve,
    path: curve.pointsOnly ? '' : pathOf(curve, frame),
    points: curve.marker === undefined ? [] : placesOf(curve, frame),
  }));

function placesOf(curve: Curve, frame: Frame): [number, number][] {
  return Array.from({ length: curve.x.length }, (_, i): [number, number] => [
    frame.x(curve.x[i]!),
    frame.y(curve.y[i]!),
  ]).filter(([px, py]) => Number.isFinite(px) && Number.isFinite(py));
}

interface MarksProps {
  readonly area: Area;
  readonly drawn: readonly DrawnCurve[];
  /** Identity of the clipping path, one of its own in the document. */
  readonly clip: string;
}

export function Marks({ area, drawn, clip }: MarksProps) {
  return (
    <g clip-path={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect x={area.left - 4} y={area.top - 4} width={area.width + 8} height={area.height + 8} />
      </clipPath>
      {drawn.map(({ curve, path, points }) => (
        <g key={curve.key} data-curve={curve.name}>
          {path === '' ? null : (
            <path
              class="curve"
              d={path}
              style={{ stroke: curve.colour, strokeWidth: curve.width ?? 1.5, strokeDasharray: curve.dash ?? 'none' }}
            />
          )}
          {points.map(([px, py]) => (
            <MarkerShape key={`${px} ${py}`} marker={curve.marker!} x={px} y={py} colour={curve.colour} />
          ))}
        </g>
      ))}
    </g>
  );
}

export function Notes({ area, x, y, notes }: PlacedAxes & { notes: readonly Note[] }) {
  const frame = frameOf({ area, x, y });
  const inside = notes.filter((n) => n.x >= x.low && n.x <= x.high && n.y >= y.low && n.y <= y.high);
  return (
    <g class="notes">
      {inside.map((note) => {
        const [px, py] = [frame.x(note.x), frame.y(note.y)];
        const flip = px > area.left + 0.7 * area.width;
        return (
          <g key={`${note.x} ${note.text}`} style={{ stroke: note.colour ?? 'var(--text)' }}>
            {note.shape === 'cross' ? <path d={`M${px - 4} ${py - 4}l8 8M${px + 4} ${py - 4}l-8 8`} /> : null}
            {note.shape === 'ring' ? <circle cx={px} cy={py} r={4} class="ring" /> : null}
            {note.shape === 'dot' ? (
              <circle cx={px} cy={py} r={4} style={{ fill: note.colour ?? 'var(--text)' }} />
            ) : null}
            <text x={px + (flip ? -8 : 8)} y={note.below ? py + 15 : py - 7} text-anchor={flip ? 'end' : 'start'}>
              <PlotWords text={note.text} title={false} />
            </text>
          </g>
        );
      })}
    </g>
  );
}

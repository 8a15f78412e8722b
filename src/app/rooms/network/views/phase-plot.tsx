/** A path through a plane: two variables of a cell against each other, time along the line. */
import { useMemo, useRef } from 'preact/hooks';
import { Axes, scaleOf } from '../../../plots/chart/axes.tsx';
import { useSize } from '../../../plots/size.ts';
import '../../../plots/chart/chart.css';
import type { Portrait } from '../../../../live/index.ts';
import { fixed } from '../../../../numbers/grouped.ts';
import { share } from '../../../../numbers/scale.ts';
import type { Axis } from '../../../plots/chart/curve.ts';
import { gutter } from '../../../plots/raster/axes.ts';

interface PhasePlotProps {
  readonly name: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly colour: string;
  readonly portrait: Portrait | undefined;
}

/** Of the nullclines of x and y. */
export const nullclineHues = ['var(--hue-2)', 'var(--hue-1)'] as const;

const stability = (stable: boolean | undefined) =>
  stable === undefined ? 'undecided' : stable ? 'stable' : 'unstable';

/** Points that are drawn at most. */
const most = 12_000;

export function PhasePlot({ name, x, y, xs, ys, colour, portrait }: PhasePlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const area = {
    left: gutter.left,
    top: gutter.top,
    width: Math.max(1, size.width - gutter.left - gutter.right),
    height: Math.max(1, size.height - gutter.top - 40),
  };
  const key = [area.width, area.height, x.low, x.high, y.low, y.high].join();
  const [px, py] = [
    (v: number) => area.left + share(scaleOf(x), v) * area.width,
    (v: number) => area.top + (1 - share(scaleOf(y), v)) * area.height,
  ];
  // `key` stands for the numbers of area and axes, which are new objects at every drawing.
  const path = useMemo(() => {
    const every = Math.max(1, Math.ceil(xs.length / most));
    let text = '';
    for (let k = 0; k < xs.length; k += every) {
      text += `${k === 0 ? 'M' : 'L'}${px(xs[k]!).toFixed(1)} ${py(ys[k]!).toFixed(1)}`;
    }
    return text;
  }, [xs, ys, key]);
  const nullclines = useMemo(
    () =>
      portrait?.nullclines.map((pieces) => {
        let text = '';
        for (let k = 0; k < pieces.length; k += 2)
          text += `${k % 4 === 0 ? 'M' : 'L'}${px(pieces[k]!).toFixed(1)} ${py(pieces[k + 1]!).toFixed(1)}`;
        return text;
      }),
    [portrait, key],
  );
  const last = xs.length - 1;
  return (
    <div class="chart" ref={holder}>
      {size.width === 0 || last < 0 ? null : (
        <svg width={size.width} height={size.height} role="img" aria-label={name}>
          <Axes area={area} x={x} y={y} labelled={true} time={false} />
          {nullclines?.map((d, k) => (
            <path
              key={nullclineHues[k]}
              class="curve"
              data-nullcline={k === 0 ? 'x' : 'y'}
              d={d}
              style={{ stroke: nullclineHues[k], strokeWidth: 1.5 }}
            />
          ))}
          <path class="curve" d={path} style={{ stroke: colour, strokeWidth: 1.2 }} />
          <circle cx={px(xs[last]!)} cy={py(ys[last]!)} r={2.5} style={{ fill: 'var(--text)' }} />
          {portrait?.fixedPoints?.map((point) => (
            <circle
              key={`${point.x} ${point.y}`}
              data-fixed={stability(point.stable)}
              cx={px(point.x)}
              cy={py(point.y)}
              r={4.5}
              style={{
                fill: point.stable === true ? 'var(--text)' : 'var(--ground)',
                stroke: 'var(--text)',
                strokeWidth: 1.5,
                strokeDasharray: point.stable === undefined ? '2 2' : 'none',
              }}
            >
              <title>{`${stability(point.stable)} fixed point: ${x.title} ${fixed(point.x, 2)}, ${y.title} ${fixed(point.y, 2)}`}</title>
            </circle>
          ))}
        </svg>
      )}
    </div>
  );
}

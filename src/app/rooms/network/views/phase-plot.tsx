/** A path through a plane: two variables of a cell against each other, time along the line. */
import { useMemo, useRef } from 'preact/hooks';
import { Axes, scaleOf } from '../../../plots/chart/axes.tsx';
import { useSize } from '../../../plots/size.ts';
import '../../../plots/chart/chart.css';
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
}

/** Points that are drawn at most. */
const most = 12_000;

export function PhasePlot({ name, x, y, xs, ys, colour }: PhasePlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const area = {
    left: gutter.left,
    top: gutter.top,
    width: Math.max(1, size.width - gutter.left - gutter.right),
    height: Math.max(1, size.height - gutter.top - 40),
  };
  const key = [area.width, area.height, x.low, x.high, y.low, y.high].join();
  // `key` stands for the numbers of area and axes, which are new objects at every drawing.
  const path = useMemo(() => {
    const [sx, sy] = [scaleOf(x), scaleOf(y)];
    const every = Math.max(1, Math.ceil(xs.length / most));
    let text = '';
    for (let k = 0; k < xs.length; k += every) {
      const px = area.left + share(sx, xs[k]!) * area.width;
      const py = area.top + (1 - share(sy, ys[k]!)) * area.height;
      text += `${k === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`;
    }
    return text;
  }, [xs, ys, key]);
  const last = xs.length - 1;
  return (
    <div class="chart" ref={holder}>
      {size.width === 0 || last < 0 ? null : (
        <svg width={size.width} height={size.height} role="img" aria-label={name}>
          <Axes area={area} x={x} y={y} labelled={true} time={false} />
          <path class="curve" d={path} style={{ stroke: colour, strokeWidth: 1.2 }} />
          <circle
            cx={area.left + share(scaleOf(x), xs[last]!) * area.width}
            cy={area.top + (1 - share(scaleOf(y), ys[last]!)) * area.height}
            r={3.5}
            style={{ fill: 'var(--text)' }}
          />
        </svg>
      )}
    </div>
  );
}

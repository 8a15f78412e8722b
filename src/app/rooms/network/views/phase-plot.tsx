/** A path through a plane: two variables of a cell against each other, time along the line. */
import { useMemo, useRef } from 'preact/hooks';
import { Axes, scaleOf } from '../../../plots/chart/axes.tsx';
import { FigureButton } from '../../../plots/figure/button.tsx';
import type { Area } from '../../../plots/gestures.ts';
import { useSize } from '../../../plots/size.ts';
import '../../../plots/chart/chart.css';
import type { ChartPicture } from '../../../../export/figure/document.ts';
import type { Portrait } from '../../../../live/index.ts';
import { fixed } from '../../../../numbers/grouped.ts';
import { share } from '../../../../numbers/scale.ts';
import { areaOf } from '../../../plots/chart/area.ts';
import type { Axis } from '../../../plots/chart/curve.ts';
import { SampleMarks } from '../../../plots/chart/legend.tsx';
import { PlotWords } from '../../../symbols/words.tsx';

interface PhasePlotProps {
  readonly name: string;
  /** Of the two variables. */
  readonly names: readonly [string, string];
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

export function PhasePlot(props: PhasePlotProps) {
  const { name, x, y, xs, ys, portrait } = props;
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const area = areaOf(size, true, false);
  const key = [area.width, area.height, x.low, x.high, y.low, y.high].join();
  // `key` stands for the numbers of area and axes, which are new objects at every drawing.
  const path = useMemo(() => pathOf(props, area), [xs, ys, key]);
  const nullclines = useMemo(() => nullclinesOf(props, area), [portrait, key]);
  const drawn = size.width > 0 && xs.length > 0;
  return (
    <div class="chart" ref={holder}>
      {drawn ? (
        <svg width={size.width} height={size.height} role="img" aria-label={name}>
          <Drawing {...props} area={area} path={path} nullclines={nullclines} />
        </svg>
      ) : null}
      {drawn ? <FigureButton label="phase plane" figure={() => phaseFigure(props)} /> : null}
    </div>
  );
}

const placeIn = (area: Area, { x, y }: PhasePlotProps) =>
  [
    (v: number) => area.left + share(scaleOf(x), v) * area.width,
    (v: number) => area.top + (1 - share(scaleOf(y), v)) * area.height,
  ] as const;

/** Through every so many-th point. */
function pathOf(props: PhasePlotProps, area: Area): string {
  const { xs, ys } = props;
  const [px, py] = placeIn(area, props);
  const every = Math.max(1, Math.ceil(xs.length / most));
  let text = '';
  for (let k = 0; k < xs.length; k += every)
    text += `${k === 0 ? 'M' : 'L'}${px(xs[k]!).toFixed(1)} ${py(ys[k]!).toFixed(1)}`;
  return text;
}

function nullclinesOf(props: PhasePlotProps, area: Area): string[] {
  const [px, py] = placeIn(area, props);
  return (props.portrait?.nullclines ?? []).map((pieces) => {
    let text = '';
    for (let k = 0; k < pieces.length; k += 2)
      text += `${k % 4 === 0 ? 'M' : 'L'}${px(pieces[k]!).toFixed(1)} ${py(pieces[k + 1]!).toFixed(1)}`;
    return text;
  });
}

interface DrawingProps extends PhasePlotProps {
  readonly area: Area;
  readonly path: string;
  readonly nullclines: readonly string[];
}

/** Without hooks: figures are drawn by it too. */
function Drawing(props: DrawingProps) {
  const { x, y, xs, ys, colour, portrait, area, path, nullclines } = props;
  const [px, py] = placeIn(area, props);
  const last = xs.length - 1;
  return (
    <>
      <Axes area={area} x={x} y={y} labelled={true} time={false} />
      {nullclines.map((d, k) => (
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
        <FixedPoint
          key={`${point.x} ${point.y}`}
          stable={point.stable}
          at={[px(point.x), py(point.y)]}
          words={`${stability(point.stable)} fixed point: ${x.title} ${fixed(point.x, 2)}, ${y.title} ${fixed(point.y, 2)}`}
        />
      ))}
    </>
  );
}

interface FixedPointProps {
  readonly stable: boolean | undefined;
  readonly at: readonly [x: number, y: number];
  readonly words: string;
}

function FixedPoint({ stable, at: [x, y], words }: FixedPointProps) {
  return (
    <circle
      data-fixed={stability(stable)}
      cx={x}
      cy={y}
      r={4.5}
      style={{
        fill: stable === true ? 'var(--text)' : 'var(--ground)',
        stroke: 'var(--text)',
        strokeWidth: 1.5,
        strokeDasharray: stable === undefined ? '2 2' : 'none',
      }}
    >
      <title>{words}</title>
    </circle>
  );
}

/** With a legend of the nullclines that are there, and of the kinds of fixed points. */
function phaseFigure(props: PhasePlotProps): ChartPicture {
  const { name, names, portrait } = props;
  const key = (words: string, sample: preact.JSX.Element) => ({
    name: words,
    sample,
    words: <PlotWords text={words} title={false} />,
  });
  const lines = names.flatMap((variable, k) =>
    (portrait?.nullclines[k]?.length ?? 0) === 0
      ? []
      : [key(`d${variable}/dt = 0`, <SampleMarks curve={{ colour: nullclineHues[k]! }} />)],
  );
  const kinds = new Set((portrait?.fixedPoints ?? []).map((point) => point.stable));
  const points = [...kinds].map((stable) =>
    key(
      `${stability(stable)} fixed point`,
      <FixedPoint stable={stable} at={[11, 4]} words={`${stability(stable)} fixed point`} />,
    ),
  );
  return {
    name,
    label: `phase plane, ${name}`,
    keys: [...lines, ...points],
    draw(size) {
      const area = areaOf(size, true, false);
      return <Drawing {...props} area={area} path={pathOf(props, area)} nullclines={nullclinesOf(props, area)} />;
    },
  };
}

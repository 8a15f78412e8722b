/** One measure over two parameters. Every field is a link to its network; arrows move among the fields. */
import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { extent, scaleTicks } from '../../../numbers/axis.ts';
import { type Scale, share } from '../../../numbers/scale.ts';
import { type Measure, pooled } from '../../../presets/sweeps/measures.ts';
import { valueText } from '../../../presets/sweeps/table.ts';
import { FigureButton } from '../../plots/figure/button.tsx';
import { useSize } from '../../plots/size.ts';
import { inkOn, viridis } from '../../plots/viridis.ts';
import { numberText } from '../../quantity-text.ts';
import { PlotWords } from '../../symbols/words.tsx';
import { type AxisView, type MapView, titleOf } from './view.ts';

interface HeatMapProps {
  readonly view: MapView;
  readonly measure: Measure;
  /** Place of the point that is pointed at, in all maps alike. */
  readonly at: Signal<number | undefined>;
}

const edge = { left: 62, right: 66, top: 8, bottom: 40 };

function colourScale(values: readonly number[], measure: Measure): Scale | undefined {
  const ends = extent([values]);
  if (ends === undefined) return undefined;
  const [low, high] = ends;
  return { low, high, log: measure.logarithmic === true && low > 0 && high / low > 20 };
}

/** 0…1 along the colours; in the middle where all values are one. */
const placeOn = (scale: Scale, value: number): number => (scale.low === scale.high ? 0.5 : share(scale, value));

export function HeatMap({ view, measure, at }: HeatMapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const means = view.points.map((p) =>
    p.outcome === undefined ? undefined : pooled(measure, p.outcome.measures)?.mean,
  );
  const scale = colourScale(
    means.filter((v): v is number => v !== undefined),
    measure,
  );
  if (view.y === undefined) return null;
  const name = `${measure.title} over ${view.x.title} and ${view.y.title}`;
  const content = { view, measure, at, means, scale };
  return (
    <>
      <div class="heat" ref={holder}>
        {size.width === 0 ? null : (
          <svg width={size.width} height={size.height}>
            <title>{name}</title>
            <Drawing {...content} {...size} />
          </svg>
        )}
      </div>
      {scale === undefined ? null : (
        <FigureButton
          label={measure.title}
          figure={() => ({
            name,
            label: measure.title,
            title: <PlotWords text={titleOf(measure)} />,
            keys: [],
            draw: (box) => <Drawing {...content} {...box} />,
          })}
        />
      )}
    </>
  );
}

interface DrawingProps extends HeatMapProps {
  readonly means: readonly (number | undefined)[];
  readonly scale: Scale | undefined;
  /** Of all, CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Without hooks: figures are drawn by it too. */
function Drawing({ width: whole, height: high, ...content }: DrawingProps) {
  const { view, measure, scale } = content;
  const width = Math.max(1, whole - edge.left - edge.right);
  const height = Math.max(1, high - edge.top - edge.bottom);
  return (
    <>
      <Fields {...content} width={width} height={height} />
      <XAxis axis={view.x} width={width} top={edge.top + height} />
      <YAxis axis={view.y!} height={height} />
      {scale === undefined ? null : <Bar scale={scale} measure={measure} x={edge.left + width + 10} height={height} />}
    </>
  );
}

function Fields({ view, measure, at, means, scale, width, height }: DrawingProps) {
  const columns = view.x.values.length;
  const rows = view.y!.values.length;
  const [w, h] = [width / columns, height / rows];
  const present = at.value ?? 0;
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const i = Math.max(0, Math.min(columns - 1, (present % columns) + by[0]!));
    const j = Math.max(0, Math.min(rows - 1, Math.floor(present / columns) + by[1]!));
    at.value = j * columns + i;
    const group = (event.currentTarget as Element).closest('.fields');
    (group?.children[j * columns + i] as SVGElement | undefined)?.focus();
  };
  return (
    <g class="fields">
      {view.points.map((point, k) => {
        const mean = means[k];
        const place = mean === undefined || scale === undefined ? undefined : placeOn(scale, mean);
        const x = edge.left + point.i * w;
        const y = edge.top + height - (point.j + 1) * h;
        const fits = w > 34 && h > 16;
        return (
          <a
            key={`${point.i} ${point.j}`}
            href={point.href}
            // In SVG, attributes keep their case, and browsers know this one in small letters only.
            tabindex={k === present ? 0 : -1}
            class={k === at.value ? 'field-link chosen' : 'field-link'}
            aria-label={`${point.place}: ${measure.title} ${valueText(measure, point.outcome) || 'not run yet'}; open this network`}
            onKeyDown={move}
            onPointerEnter={() => (at.value = k)}
            onFocus={() => (at.value = k)}
          >
            <rect
              x={x}
              y={y}
              width={Math.max(1, w - 1)}
              height={Math.max(1, h - 1)}
              class={point.outcome === undefined ? 'waiting' : 'blank'}
              style={place === undefined ? undefined : { fill: viridis(place) }}
            />
            {fits && mean !== undefined && place !== undefined ? (
              <text x={x + w / 2} y={y + h / 2 + 4} text-anchor="middle" style={{ fill: inkOn(place) }}>
                {measure.text(mean)}
              </text>
            ) : null}
            {point.outcome !== undefined && point.outcome.measures.length > 0 && mean === undefined ? (
              <text x={x + w / 2} y={y + h / 2 + 4} text-anchor="middle">
                –
              </text>
            ) : null}
            {point.outcome !== undefined && point.outcome.measures.length === 0 ? (
              <path class="failed" d={`M${x + w / 2 - 4} ${y + h / 2 - 4}l8 8m0 -8l-8 8`} />
            ) : null}
          </a>
        );
      })}
    </g>
  );
}

/** Numbers of about as many values as fit. */
function shown(axis: AxisView, room: number): (k: number) => boolean {
  const every = Math.max(1, Math.ceil(axis.values.length / Math.max(1, room)));
  return (k) => k % every === 0;
}

function XAxis({ axis, width, top }: { axis: AxisView; width: number; top: number }) {
  const step = width / axis.values.length;
  const visible = shown(axis, width / 44);
  return (
    <g class="axes">
      {axis.values.map((value, k) =>
        visible(k) ? (
          <text key={value} x={edge.left + (k + 0.5) * step} y={top + 14} text-anchor="middle">
            {numberText(value)}
          </text>
        ) : null,
      )}
      <text class="axis-title" x={edge.left + width / 2} y={top + 32} text-anchor="middle">
        <PlotWords text={axis.title} />
      </text>
    </g>
  );
}

function YAxis({ axis, height }: { axis: AxisView; height: number }) {
  const step = height / axis.values.length;
  const visible = shown(axis, height / 18);
  return (
    <g class="axes">
      {axis.values.map((value, k) =>
        visible(k) ? (
          <text key={value} x={edge.left - 7} y={edge.top + height - (k + 0.5) * step + 4} text-anchor="end">
            {numberText(value)}
          </text>
        ) : null,
      )}
      <text class="axis-title" transform={`translate(12 ${edge.top + height / 2}) rotate(-90)`} text-anchor="middle">
        <PlotWords text={axis.title} />
      </text>
    </g>
  );
}

/** The colours with their numbers: a legend that is an axis. */
function Bar({ scale, measure, x, height }: { scale: Scale; measure: Measure; x: number; height: number }) {
  const pieces = 48;
  const { low, high, log } = scale;
  const inWords = (values: readonly number[]) => values.map((value) => ({ value, label: measure.text(value) }));
  const numbers =
    high === low ? inWords([low]) : log ? inWords([low, Math.sqrt(low * high), high]) : scaleTicks(scale, height / 34);
  return (
    <g class="axes">
      {Array.from({ length: pieces }, (_, k) => (
        <rect
          key={k}
          x={x}
          y={edge.top + height * (1 - (k + 1) / pieces)}
          width={10}
          height={height / pieces + 0.5}
          style={{ fill: viridis((k + 0.5) / pieces) }}
        />
      ))}
      {numbers.map(({ value, label }) => (
        <text key={value} x={x + 14} y={edge.top + height * (1 - placeOn(scale, value)) + 4}>
          {label}
        </text>
      ))}
      <text class="axis-title" x={x} y={edge.top + height + 14}>
        {measure.unit}
      </text>
    </g>
  );
}

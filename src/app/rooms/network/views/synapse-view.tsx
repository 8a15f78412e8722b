/** Degrees, weights and delays of each projection; weights that change with use as they are now, and over time. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { grouped } from '../../../../numbers/grouped.ts';
import { extent, roundEnds } from '../../../../numbers/scale.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { Chart } from '../../../plots/chart/chart.tsx';
import type { Axis, Curve } from '../../../plots/chart/curve.ts';
import { Legend } from '../../../plots/chart/legend.tsx';
import { timeText } from '../../../run/figures.ts';
import type { RunRecord } from '../../../run/record.ts';
import type { Session } from '../../../run/session.ts';
import type { TaskClient } from '../../../tasks/client.ts';
import { useAsked } from './asked.ts';
import type { Degrees, Histogram, ViewTasks } from './worker/view-tasks.ts';

const kinds = [
  { name: 'in', title: 'in-degree' },
  { name: 'out', title: 'out-degree' },
  { name: 'weights', title: 'weights' },
  { name: 'learned', title: 'weights over time' },
  { name: 'delays', title: 'delays' },
] as const;
type Kind = (typeof kinds)[number]['name'];
type Counted = Exclude<Kind, 'learned'>;

const titles: Readonly<Record<Kind, readonly [x: string, y: string]>> = {
  in: ['synapses onto a cell', 'share of cells (%)'],
  out: ['synapses from a cell', 'share of cells (%)'],
  weights: ['weight', 'share of synapses (%)'],
  learned: ['time (ms)', 'mean weight'],
  delays: ['delay (ms)', 'share of synapses (%)'],
};

const hues = [
  { colour: 'var(--e)', dash: 'none' },
  { colour: 'var(--i)', dash: '7 2.5' },
  { colour: 'var(--hue-1)', dash: '2 2.5' },
  { colour: 'var(--hue-2)', dash: '8 3 2 3' },
];

interface Found {
  readonly degrees: readonly Degrees[];
  /** Step at which the weights that change were read; undefined where there are none. */
  readonly step: number | undefined;
}

export function SynapseView({ session, tasks }: { session: Session; tasks: TaskClient<ViewTasks> }) {
  const plastic = session.record.value?.description.plastic ?? [];
  const chosen = useSignal<Kind>('in');
  const { output, problem } = useAsked<Found>(
    () => {
      const record = session.record.value;
      // Only what changes is looked at again.
      const changes = chosen.value === 'weights' && (record?.description.plastic.length ?? 0) > 0;
      return [record?.description, changes ? record?.version.value : undefined];
    },
    async (signal) => {
      const record = session.record.peek();
      if (record === undefined) return undefined;
      const read = record.description.plastic.length > 0 ? await session.weights() : undefined;
      const now = read?.weights ?? [];
      const degrees = await tasks.ask('synapses', { experiment: session.begun(), now }, { signal });
      return { degrees, step: read?.step };
    },
    [session, tasks],
  );
  const found = output.value?.degrees;
  const shown = chosen.value === 'learned' && plastic.length === 0 ? 'weights' : chosen.value;
  const record = session.record.value;
  const learned = shown === 'learned';
  // Samples come with the run.
  if (learned) void record?.version.value;
  const counted = useMemo(
    () => (found === undefined || learned ? [] : curvesOf(found, shown)),
    [found, shown, learned],
  );
  const curves = learned ? (record === undefined ? [] : courses(record)) : counted;
  const x = learned ? [0, session.view.until.value] : roundEnds(...(extent(curves.map((c) => c.x)) ?? [0, 1]));
  const y = extent(curves.map((c) => c.y));
  const unit = learned ? plastic[0]?.unit : shown === 'weights' ? oneUnit(found ?? []) : '';
  const titled = (title: string): string =>
    unit === undefined ? `${title}, internal units` : unit === '' ? title : `${title} (${unit})`;
  const axes: readonly [Axis, Axis] = [
    { title: shown === 'weights' ? titled(titles.weights[0]) : titles[shown][0], low: x[0]!, high: x[1]! },
    {
      title: learned ? titled(titles.learned[1]) : titles[shown][1],
      low: 0,
      ...(learned && (y?.[0] ?? 0) < 0 ? { low: roundEnds(y![0], y![1])[0] } : {}),
      high: roundEnds(0, y?.[1] ?? 1)[1],
    },
  ];
  return (
    <div class="view" data-view="synapses" data-ready={found === undefined ? undefined : 'true'}>
      <div class="view-plot">
        {curves.length === 0 ? (
          <p class="view-wait" role="status">
            {problem.value ?? (found === undefined ? '…' : nothing(found, shown))}
          </p>
        ) : (
          <Chart
            name={learned ? 'Mean weight over time, by projection' : `Histogram: ${axes[0].title}, by projection`}
            x={axes[0]}
            y={axes[1]}
            curves={curves}
          />
        )}
      </div>
      <div class="view-words">
        <Choices
          name="what of the synapses"
          options={plastic.length === 0 ? kinds.filter((kind) => kind.name !== 'learned') : kinds}
          chosen={shown}
          onChoose={(name) => {
            chosen.value = name;
          }}
        />
        <Legend curves={curves} name="projections" />
        <dl class="view-figures">
          {(found ?? []).map((d) => (
            <div key={d.name}>
              <dt>{d.name}</dt>
              <dd>
                {grouped(`${d.synapses}`)} synapses, {d.onSpike}; {mean(d, learned ? 'weights' : shown)}
                {d.multapses === 0 ? '' : `; ${grouped(`${d.multapses}`)} repeated pairs`}
                {d.autapses === 0 ? '' : `, ${grouped(`${d.autapses}`)} onto themselves`}
              </dd>
            </div>
          ))}
        </dl>
        <p class="faint">{note(output.value?.step, record, shown, plastic)}</p>
      </div>
    </div>
  );
}

/** The unit of all weights; undefined where they have none, or several. */
function oneUnit(found: readonly Degrees[]): string | undefined {
  const units = new Set(found.filter((d) => d.weights !== undefined).map((d) => d.unit));
  return units.size === 1 ? [...units][0] : undefined;
}

function note(
  step: number | undefined,
  record: RunRecord | undefined,
  shown: Kind,
  plastic: readonly { readonly unit: string }[],
): string {
  const made = 'Made anew from the same seed, as at time 0';
  if (record === undefined) return `${made}.`;
  if (shown === 'learned') {
    const others = new Set(plastic.map((p) => p.unit)).size > 1 ? ' Weights of another unit are not drawn.' : '';
    return `Mean, and the standard deviation to both sides, of the run’s own weights.${others}`;
  }
  if (shown !== 'weights' || step === undefined) return `${made}.`;
  return `${made}; those that change, dashed then, as the run has them at ${timeText(step * record.dt, record.dt)}.`;
}

const histogram = (d: Degrees, kind: Counted): Histogram | undefined =>
  kind === 'delays' && typeof d.delays === 'number' ? undefined : (d[kind] as Histogram | undefined);

function curvesOf(found: readonly Degrees[], kind: Kind): Curve[] {
  return found.flatMap((d, k): Curve[] => {
    const hue = hues[k % hues.length]!;
    const curve = (name: string, h: Histogram | undefined, look: Partial<Curve> = {}): Curve[] =>
      h === undefined || h.x.length === 0 ? [] : [{ key: name, name, ...hue, x: h.x, y: h.y, ...look }];
    if (kind === 'learned') return [];
    if (kind !== 'weights' || d.now === undefined) return curve(d.name, histogram(d, kind));
    return [
      ...curve(`${d.name} at 0 ms`, d.weights, { dash: '3 3', width: 1 }),
      ...curve(`${d.name} now`, d.now, { dash: 'none' }),
    ];
  });
}

/** Mean weights of the projections that share the first one's unit, with the deviation to both sides. */
function courses({ learned, description: { plastic }, dt }: RunRecord): Curve[] {
  const x = learned.map((sample) => sample.step * dt);
  return plastic.flatMap(({ name, unit }, k): Curve[] => {
    if (unit !== plastic[0]!.unit || x.length === 0) return [];
    const hue = hues[k % hues.length]!;
    const at = (by: number) => learned.map(({ means, sds }) => means[k]! + (by === 0 ? 0 : by * sds[k]!));
    return [
      { key: name, name, ...hue, x, y: at(0) },
      { key: `${name} above`, name, ...hue, width: 0.75, quiet: true, x, y: at(1) },
      { key: `${name} below`, name, ...hue, width: 0.75, quiet: true, x, y: at(-1) },
    ];
  });
}

function mean(d: Degrees, kind: Counted): string {
  if (kind === 'delays' && typeof d.delays === 'number') return `delay ${d.delays} ms`;
  const h = histogram(d, kind);
  if (h === undefined) return kind === 'delays' ? 'delay: the next step' : 'one weight for all';
  const text = (one: Histogram) => `${one.mean.toPrecision(3)} ± ${one.sd.toPrecision(2)}`;
  if (kind !== 'weights') return `mean ${text(h)}`;
  const unit = d.unit === undefined || d.unit === '' ? '' : ` ${d.unit}`;
  return d.now === undefined ? `mean ${text(h)}${unit}` : `mean ${text(d.now)}${unit}, at 0 ms ${text(h)}${unit}`;
}

function nothing(found: readonly Degrees[], kind: Kind): string {
  if (found.length === 0) return 'This network has no synapses.';
  if (kind === 'learned') return 'Nothing has run yet.';
  return kind === 'weights'
    ? 'All synapses of a projection have one weight.'
    : 'All synapses of a projection have one delay.';
}

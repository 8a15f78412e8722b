/** Degrees, weights and delays of each projection. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choices } from '../../../controls/tabs.tsx';
import { Chart } from '../../../plots/chart/chart.tsx';
import type { Curve } from '../../../plots/chart/curve.ts';
import { Legend } from '../../../plots/chart/legend.tsx';
import { extent, roundEnds } from '../../../plots/chart/scale.ts';
import { grouped } from '../../../plots/ticks.ts';
import type { Desk } from '../../../tasks/desk.ts';
import type { Session } from '../session.ts';
import { useAsked } from './asked.ts';
import type { Degrees, Histogram, ViewTasks } from './worker/tasks.ts';

const kinds = [
  { name: 'in', title: 'in-degree' },
  { name: 'out', title: 'out-degree' },
  { name: 'weights', title: 'weights' },
  { name: 'delays', title: 'delays' },
] as const;
type Kind = (typeof kinds)[number]['name'];

const titles: Readonly<Record<Kind, readonly [x: string, y: string]>> = {
  in: ['synapses onto a cell', 'share of cells (%)'],
  out: ['synapses from a cell', 'share of cells (%)'],
  weights: ['weight, internal units', 'share of synapses (%)'],
  delays: ['delay (ms)', 'share of synapses (%)'],
};

const hues = [
  { colour: 'var(--e)', dash: 'none' },
  { colour: 'var(--i)', dash: '7 2.5' },
  { colour: 'var(--hue-1)', dash: '2 2.5' },
  { colour: 'var(--hue-2)', dash: '8 3 2 3' },
];

export function SynapseView({ session, desk }: { session: Session; desk: Desk<ViewTasks> }) {
  const kind = useSignal<Kind>('in');
  const { output, problem } = useAsked<readonly Degrees[]>(
    () => session.record.value?.description,
    async (signal) => {
      if (session.record.peek() === undefined) return undefined;
      return desk.ask('synapses', { experiment: session.begun() }, { signal });
    },
    [session, desk],
  );
  const found = output.value;
  const shown = kind.value;
  const curves = useMemo(() => (found === undefined ? [] : curvesOf(found, shown)), [found, shown]);
  const [left, right] = roundEnds(...(extent(curves.map((c) => c.x)) ?? [0, 1]));
  const top = roundEnds(0, extent(curves.map((c) => c.y))?.[1] ?? 1)[1];
  return (
    <div class="view" data-view="synapses" data-ready={found === undefined ? undefined : 'true'}>
      <div class="view-plot">
        {curves.length === 0 ? (
          <p class="view-wait" role="status">
            {problem.value ?? (found === undefined ? '…' : nothing(found, shown))}
          </p>
        ) : (
          <Chart
            name={`Histogram: ${titles[shown][0]}, by projection`}
            x={{ title: titles[shown][0], low: left, high: right }}
            y={{ title: titles[shown][1], low: 0, high: top }}
            curves={curves}
          />
        )}
      </div>
      <div class="view-words">
        <Choices
          name="what of the synapses"
          options={kinds}
          chosen={shown}
          onChoose={(name) => {
            kind.value = name;
          }}
        />
        <Legend curves={curves} name="projections" />
        <dl class="view-figures">
          {(found ?? []).map((d) => (
            <div key={d.name}>
              <dt>{d.name}</dt>
              <dd>
                {grouped(`${d.synapses}`)} synapses, {d.onSpike}; {mean(d, shown)}
                {d.multapses === 0 ? '' : `; ${grouped(`${d.multapses}`)} repeated pairs`}
                {d.autapses === 0 ? '' : `, ${grouped(`${d.autapses}`)} onto themselves`}
              </dd>
            </div>
          ))}
        </dl>
        <p class="faint">Made anew from the same seed, as at time 0.</p>
      </div>
    </div>
  );
}

const histogram = (d: Degrees, kind: Kind): Histogram | undefined =>
  kind === 'delays' && typeof d.delays === 'number' ? undefined : (d[kind] as Histogram | undefined);

function curvesOf(found: readonly Degrees[], kind: Kind): Curve[] {
  return found.flatMap((d, k): Curve[] => {
    const h = histogram(d, kind);
    return h === undefined || h.x.length === 0
      ? []
      : [{ key: d.name, name: d.name, ...hues[k % hues.length]!, x: h.x, y: h.y }];
  });
}

function mean(d: Degrees, kind: Kind): string {
  if (kind === 'delays' && typeof d.delays === 'number') return `delay ${d.delays} ms`;
  const h = histogram(d, kind);
  if (h === undefined) return kind === 'delays' ? 'delay: the next step' : 'one weight for all';
  return `mean ${h.mean.toPrecision(3)} ± ${h.sd.toPrecision(2)}`;
}

function nothing(found: readonly Degrees[], kind: Kind): string {
  if (found.length === 0) return 'This network has no synapses.';
  return kind === 'weights'
    ? 'All synapses of a projection have one weight.'
    : 'All synapses of a projection have one delay.';
}

/**
 * SynapseHistograms, weights and delays of each projection; weights and variables of synapses as they are now, and over time; what joins
 * one cell to others.
 */
import { useMemo } from 'preact/hooks';
import type { SynapseHistograms } from '../../../../live/index.ts';
import { extent, roundEnds } from '../../../../numbers/axis.ts';
import { grouped } from '../../../../numbers/grouped.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { Chart } from '../../../plots/chart/chart.tsx';
import type { Axis } from '../../../plots/chart/curve.ts';
import { Legend } from '../../../plots/chart/legend.tsx';
import type { Session } from '../../../run/session.ts';
import { type SynapseKind, synapseKinds } from '../../../run/views.ts';
import type { TaskClient } from '../../../tasks/client.ts';
import { useAsked } from './asked.ts';
import { CellJoins } from './cell-joins.tsx';
import { Pick } from './pick.tsx';
import { courses, histograms, meanText, noteOf, nothing, oneUnit, sampledOf, WEIGHT } from './synapse-curves.ts';
import type { ViewTasks } from './worker/view-tasks.ts';

interface Found {
  readonly degrees: readonly SynapseHistograms[];
  /** What they are of. */
  readonly variable: string;
  /** Step at which values that change were read; undefined where there are none. */
  readonly step: number | undefined;
}

interface SynapseViewProps {
  readonly session: Session;
  readonly tasks: TaskClient<ViewTasks>;
}

export function SynapseView({ session, tasks }: SynapseViewProps) {
  const description = session.record.value?.description;
  const { plastic = [], synaptic = [] } = description ?? {};
  const { synapses: asked, values } = session.look;
  // Where there are couplings alone, the cells have most to say.
  const coupled = (description?.couplings ?? 0) > 0 && description?.synapses === 0;
  const chosen = asked.value ?? (coupled ? 'cell' : 'in');
  const variables = [WEIGHT, ...new Set(synaptic.map(({ name }) => name))];
  const variable = variables.find((name) => name === values.value) ?? WEIGHT;
  const follows = plastic.length > 0 || synaptic.length > 0;
  const shown = chosen === 'learned' && !follows ? 'weights' : chosen;
  const ofValues = shown === 'weights' || shown === 'learned';
  const choose = (
    <>
      <Choices
        name="what of the synapses"
        options={synapseKinds.flatMap(({ name, title }) =>
          name === 'learned' && !follows
            ? []
            : [{ name, title: variable === WEIGHT ? title : title.replace('weights', 'values') }],
        )}
        chosen={shown}
        onChoose={(name) => (asked.value = name)}
      />
      {ofValues && variables.length > 1 ? (
        <Pick view="synapses" name="values of" value={variable} onPick={(name) => (values.value = name)}>
          {variables}
        </Pick>
      ) : null}
    </>
  );
  return shown === 'cell' ? (
    <CellJoins session={session} tasks={tasks} choose={choose} />
  ) : (
    <Charts session={session} tasks={tasks} kind={shown} variable={ofValues ? variable : WEIGHT} choose={choose} />
  );
}

interface ChartsProps extends SynapseViewProps {
  readonly kind: Exclude<SynapseKind, 'cell'>;
  readonly variable: string;
  readonly choose: preact.JSX.Element;
}

function Charts({ session, tasks, kind, variable, choose }: ChartsProps) {
  const { output, problem } = useAsked<Found>(
    () => {
      const record = session.record.value;
      const { plastic, synaptic } = record?.description ?? { plastic: [], synaptic: [] };
      // Only what changes is looked at again.
      const changes = kind === 'weights' && (variable === WEIGHT ? plastic : synaptic).length > 0;
      return [record?.description, changes ? record?.version.value : undefined];
    },
    async (signal) => {
      const description = session.record.peek()?.description;
      if (description === undefined) return undefined;
      const { plastic, synaptic } = description;
      const isWeight = variable === WEIGHT;
      const changes = !isWeight || plastic.length > 0;
      const read = changes ? await session.synapses([isWeight ? 'w' : variable]) : undefined;
      // Another run came; its description asks again.
      if (changes && read === undefined) return undefined;
      const units = isWeight
        ? undefined
        : Object.fromEntries(synaptic.filter((v) => v.name === variable).map((v) => [v.projection, v.unit]));
      const degrees = await tasks.ask(
        'synapses',
        { experiment: session.begun(), now: read?.weights ?? [], units },
        { signal },
      );
      return { degrees, variable, step: read?.step };
    },
    [session, tasks, kind, variable],
  );
  const found = output.value?.variable === variable ? output.value.degrees : undefined;
  const record = session.record.value;
  const learned = kind === 'learned';
  // Samples come with the run.
  if (learned) void record?.version.value;
  const sampled = record === undefined ? [] : sampledOf(record, variable);
  const counted = useMemo(
    () => (found === undefined || kind === 'learned' ? [] : histograms(found, kind)),
    [found, kind],
  );
  const curves = !learned ? counted : record === undefined ? [] : courses(record, sampled);
  const x = learned ? [0, session.view.until.value] : roundEnds(...(extent(curves.map((c) => c.x)) ?? [0, 1]));
  const y = extent(curves.map((c) => c.y));
  const unit = learned ? sampled[0]?.unit : kind === 'weights' ? oneUnit(found ?? []) : '';
  const titled = (title: string): string =>
    unit === undefined ? `${title}, internal units` : unit === '' || unit === '1' ? title : `${title} (${unit})`;
  const [xTitle, yTitle] = titles(kind, variable);
  const axes: readonly [Axis, Axis] = [
    { title: kind === 'weights' ? titled(xTitle) : xTitle, low: x[0]!, high: x[1]! },
    {
      title: learned ? titled(yTitle) : yTitle,
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
            {problem.value ?? (found === undefined ? '…' : nothing(found, kind, variable))}
          </p>
        ) : (
          <Chart
            name={learned ? `Mean ${variable} over time, by projection` : `Histogram: ${axes[0].title}, by projection`}
            x={axes[0]}
            y={axes[1]}
            curves={curves}
          />
        )}
      </div>
      <div class="view-words">
        {choose}
        <Legend curves={curves} name="projections" />
        <dl class="view-figures">
          {(found ?? []).map((d) => (
            <div key={d.name}>
              <dt>{d.name}</dt>
              <dd>
                {grouped(`${d.synapses}`)} synapses, {d.onSpike}; {meanText(d, learned ? 'weights' : kind, variable)}
                {d.multapses === 0 ? '' : `; ${grouped(`${d.multapses}`)} repeated pairs`}
                {d.autapses === 0 ? '' : `, ${grouped(`${d.autapses}`)} onto themselves`}
              </dd>
            </div>
          ))}
        </dl>
        <p class="faint">{noteOf(output.value?.step, record, { kind, variable, sampled })}</p>
      </div>
    </div>
  );
}

function titles(kind: Exclude<SynapseKind, 'cell'>, variable: string): readonly [x: string, y: string] {
  switch (kind) {
    case 'in':
      return ['synapses onto a cell', 'share of cells (%)'];
    case 'out':
      return ['synapses from a cell', 'share of cells (%)'];
    case 'weights':
      return [variable, 'share of synapses (%)'];
    case 'learned':
      return ['time (ms)', `mean ${variable}`];
    case 'delays':
      return ['delay (ms)', 'share of synapses (%)'];
  }
}

/** Distributions and spectra of the spikes, one curve per group. */

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DistributionCurves, SpikeKind } from '../../../../live/index.ts';
import { extent as rangeOf, roundEnds } from '../../../../numbers/axis.ts';
import { fixed, grouped } from '../../../../numbers/grouped.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { Chart } from '../../../plots/chart/chart.tsx';
import type { Curve } from '../../../plots/chart/curve.ts';
import { Legend } from '../../../plots/chart/legend.tsx';
import { extents } from '../../../run/extent.ts';
import type { Session } from '../../../run/session.ts';
import type { TaskClient } from '../../../tasks/client.ts';
import { useAsked } from './asked.ts';
import type { SpikeFeed } from './feed.ts';
import { groupHue } from './hues.ts';
import { type SpikeViewKind, spikeViews } from './kinds.ts';
import { stepSpan } from './window.ts';
import type { ViewTasks } from './worker/view-tasks.ts';

interface SpikeViewProps {
  readonly session: Session;
  readonly tasks: TaskClient<ViewTasks>;
  readonly feed: SpikeFeed;
  readonly kind: SpikeKind;
}

export function SpikeView({ session, tasks, feed, kind }: SpikeViewProps) {
  const { extent } = session.look;
  const cut = useSignal(false);
  const { output, problem } = useAsked<DistributionCurves>(
    () => [
      session.record.value?.version.value,
      extent.value,
      extent.value === 'seen' ? session.view.span.value : undefined,
    ],
    async (signal) => {
      const record = session.record.peek();
      const span = stepSpan(session, extent.peek());
      if (record === undefined || span === undefined) return undefined;
      cut.value = span.cut;
      const { groups, dt } = record;
      await feed.send(record);
      return tasks.ask(
        'spikes',
        {
          kind,
          from: span.from,
          to: span.to,
          dt,
          groups: groups.filter((g) => g.role === 'cells').map(({ name, first, count }) => ({ name, first, count })),
        },
        { signal },
      );
    },
    [session, tasks, feed, kind],
  );
  const form = spikeViews[kind];
  const found = output.value;
  const curves = useMemo(() => (found === undefined ? [] : curvesOf(found)), [found]);
  const empty = found?.lines.every((l) => l.count === 0 || l.x.length === 0);
  return (
    <div class="view" data-view={kind} data-ready={found === undefined ? undefined : 'true'}>
      <div class="view-plot">
        {curves.length === 0 || empty ? (
          <p class="view-wait" role="status">
            {problem.value ?? (empty ? 'Too few spikes yet.' : '…')}
          </p>
        ) : (
          <Chart name={form.name} {...axesOf(curves, form)} curves={curves} />
        )}
      </div>
      <div class="view-words">
        <Legend curves={curves} name="groups" />
        <dl class="view-figures">
          {(found?.lines ?? []).map((line) => (
            <div key={line.group}>
              <dt>{line.group}</dt>
              <dd>
                {grouped(`${line.count}`)} {form.of}, {form.middle}{' '}
                {kind === 'spectrum' && inLowestBin(line)
                  ? 'no frequency: too short to tell'
                  : number(line.median, form)}
                {kind === 'spectrum' ? '' : `, mean ${number(line.mean, form)}`}
              </dd>
            </div>
          ))}
        </dl>
        <Choices
          name="part of the run"
          options={extents}
          chosen={extent.value}
          onChoose={(name) => (extent.value = name)}
        />
        <p class="faint">
          {form.note}
          {cut.value ? ' Of the last four million spikes.' : ''}
        </p>
      </div>
    </div>
  );
}

/** A peak in the lowest bin is that of a slow change, or of too short a run. */
const inLowestBin = ({ x, median }: { readonly x: ArrayLike<number>; readonly median: number }): boolean =>
  x.length > 0 && median <= x[0]!;

const number = (value: number, form: SpikeViewKind): string =>
  fixed(value, form.digits) + (form.unit === '' || !Number.isFinite(value) ? '' : `\u2009${form.unit}`);

function curvesOf(found: DistributionCurves): Curve[] {
  return found.lines.map((line, k) => ({
    key: line.group,
    name: line.group,
    ...groupHue(line.group, k),
    x: line.x,
    y: line.y,
  }));
}

function axesOf(curves: readonly Curve[], form: SpikeViewKind) {
  const { logX = false, logY = false } = form;
  const [left, right] = rangeOf(
    curves.map((c) => c.x),
    logX,
  ) ?? [0, 1];
  const [low, high] = rangeOf(
    curves.map((c) => c.y),
    logY,
  ) ?? [0, 1];
  const x = logX ? [left, right] : roundEnds(left, right, 6);
  const y = logY ? [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))] : [0, roundEnds(0, high)[1]];
  return {
    x: { title: form.x, low: x[0]!, high: x[1]!, log: logX },
    y: { title: form.y, low: y[0]!, high: y[1] === y[0] ? y[0]! + 1 : y[1]!, log: logY },
  };
}

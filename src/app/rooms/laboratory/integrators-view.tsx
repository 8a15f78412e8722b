/** Integrators side by side: voltages over the exact curve, errors against step and cost, and all figures in a table. */
import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { useAsk } from '../../tasks/ask.ts';
import { comparisonOf } from './comparison.ts';
import { ErrorViews } from './error-views.tsx';
import { type Glanced, withGlance } from './glance.ts';
import { cellOf, type Laboratory } from './laboratory.ts';
import { ResultTable } from './result-table.tsx';
import { ShiftView } from './shift-view.tsx';
import { VoltageView } from './voltage-view.tsx';

export function IntegratorsView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const { compare, glance } = laboratory;
  const dragging = laboratory.dragging.value && e.starts === 'shared';
  const question = {
    ...cellOf(e),
    starts: e.starts,
    integrators: e.integrators,
    duration: e.duration,
  };
  // From starts of their own the integrators cannot be measured against one curve, so one step is enough.
  const asked = { ...question, dts: e.starts === 'random' ? [e.dt] : e.dts };
  useEffect(() => {
    if (dragging) compare.stop();
    else compare.ask(asked);
  }, [compare, JSON.stringify(asked), dragging]);
  useEffect(() => laboratory.reach(e.duration), [laboratory, e.duration]);
  useAsk(glance, dragging ? { ...question, dts: [e.dt], glance: true } : undefined, { early: true });
  const whole = useComputed(() => comparisonOf(compare.parts.value, compare.output.value, compare.busy.value));
  const seen = useRef<Glanced>({ experiment: undefined, rows: [] });
  const comparison = useComputed(() =>
    withGlance(
      whole.value,
      compare.stale.value,
      glance,
      laboratory.experiment.value,
      laboratory.dragging.value,
      seen.current,
    ),
  );
  const { fraction } = whole.value;
  return (
    <div class={dragging || compare.stale.value ? 'lab-view integrators behind' : 'lab-view integrators'}>
      <VoltageView
        laboratory={laboratory}
        comparison={comparison}
        busy={<Busy busy={compare.busy} fraction={fraction} onStop={() => compare.stop()} />}
      />
      <FailureText failure={compare.failure.value} />
      {e.starts === 'random' ? (
        <ShiftView laboratory={laboratory} comparison={comparison} />
      ) : (
        <ErrorViews laboratory={laboratory} comparison={whole} />
      )}
      <ResultTable laboratory={laboratory} comparison={comparison} />
    </div>
  );
}

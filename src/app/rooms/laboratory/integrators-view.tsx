/** Integrators side by side: voltages over the exact curve, errors against step and cost, and all figures in a table. */
import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { comparisonOf } from './comparison.ts';
import { ErrorViews } from './error-views.tsx';
import { cellInput, type Laboratory } from './laboratory.ts';
import { ResultTable } from './result-table.tsx';
import { ShiftView } from './shift-view.tsx';
import { VoltageView } from './voltage-view.tsx';

export function IntegratorsView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const { compare } = laboratory;
  useEffect(() => {
    compare.ask({
      cell: cellInput(e),
      starts: e.starts,
      integrators: e.integrators,
      // From starts of their own the integrators cannot be measured against one curve, so one step is enough.
      dts: e.starts === 'random' ? [e.dt] : e.dts,
      duration: e.duration,
    });
    laboratory.reach(e.duration);
  }, [laboratory, compare, e]);
  const comparison = useComputed(() => comparisonOf(compare.parts.value, compare.output.value, compare.busy.value));
  const { fraction } = comparison.value;
  return (
    <div class="lab-view integrators">
      <VoltageView
        laboratory={laboratory}
        comparison={comparison}
        busy={<Busy busy={compare.busy} fraction={fraction} onStop={() => compare.stop()} />}
      />
      <FailureText failure={compare.failure.value} />
      {e.starts === 'random' ? (
        <ShiftView laboratory={laboratory} comparison={comparison} />
      ) : (
        <ErrorViews laboratory={laboratory} comparison={comparison} />
      )}
      <ResultTable laboratory={laboratory} comparison={comparison} />
    </div>
  );
}

/** Every integrator at the shown step: spikes, errors, cost; what blew up or refused says so in its row. */
import type { ReadonlySignal } from '@preact/signals';
import { integrators as known } from '../../../index.ts';
import { type ExactCurve, type IntegratorRow, rowsAt, shortestStep } from '../../../studies/measure.ts';
import { Icon } from '../../controls/icon.tsx';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import { Sample } from '../../plots/chart/legend.tsx';
import type { ComparisonState } from './comparison.ts';
import { errorText, none, rateText, stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';
import { exactStyle, integratorStyle } from './styles.ts';

interface ResultTableProps {
  readonly laboratory: Laboratory;
  readonly comparison: ReadonlySignal<ComparisonState>;
}

export function ResultTable({ laboratory, comparison }: ResultTableProps) {
  const { integrators, dt, starts } = laboratory.experiment.value;
  const state = comparison.value;
  const rows = rowsAt(state.rows, dt);
  const keep = (names: readonly string[]) => laboratory.change({ integrators: names });
  return (
    <ScrollTable name="results">
      <table class="figures">
        <caption>
          at dt {stepText(dt)} ms, against the exact curve{starts === 'random' ? ' of its own start' : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">integrator</th>
            <th scope="col">order</th>
            <th scope="col">spikes</th>
            <th scope="col">rate (Hz)</th>
            <th scope="col" title="time of the last common spike less the exact one’s">
              last spike (ms)
            </th>
            <th scope="col" title="root mean square over spikes">
              spike time (ms)
            </th>
            <th scope="col" title="root mean square over intervals between spikes">
              interval (ms)
            </th>
            <th scope="col" title="largest difference of a sampled peak from the true one">
              peak (mV)
            </th>
            <th
              scope="col"
              title="wall time of one step of one cell on the reference backend, the shortest of all runs"
            >
              µs/step
            </th>
            <th scope="col" title="of one step: plain operations + exponentials and other functions + matrix functions">
              operations
            </th>
            <th scope="col">
              <span class="unseen">remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {state.exact.map((exact) => (
            <ExactRow key={exact.start} exact={exact} one={state.exact.length === 1} />
          ))}
          {integrators.map((name) => (
            <ResultRow
              key={name}
              name={name}
              row={rows.find((row) => row.integrator === name)}
              cost={shortestStep(state.rows, name)}
              onRemove={integrators.length > 1 ? () => keep(integrators.filter((n) => n !== name)) : undefined}
            />
          ))}
        </tbody>
      </table>
      <AddIntegrator present={integrators} onAdd={(name) => keep([...integrators, name])} />
    </ScrollTable>
  );
}

function ExactRow({ exact, one }: { exact: ExactCurve; one: boolean }) {
  return (
    <tr class="exact-row">
      <th scope="row">
        <Sample curve={{ ...exactStyle, ...(exact.start > 0 ? { dash: '5 3' } : {}) }} /> exact
        {one ? '' : `, start ${exact.start + 1}`}
      </th>
      <td>5(4)</td>
      <td>{exact.spikeTimes.length}</td>
      <td>{rateText(exact.spikeTimes, 2)}</td>
      <td colSpan={6} class="words">
        adaptive Dormand–Prince, {exact.steps} steps
      </td>
      <td />
    </tr>
  );
}

interface ResultRowProps {
  readonly name: string;
  readonly row: IntegratorRow | undefined;
  /** µs a step */
  readonly cost: number;
  readonly onRemove: (() => void) | undefined;
}

function ResultRow({ name, row, cost, onRemove }: ResultRowProps) {
  const style = integratorStyle(name);
  const theory = known.find((i) => i.name === name)?.order ?? Number.NaN;
  const title = known.find((i) => i.name === name)?.title ?? '';
  const problem = row?.blowUp?.message ?? row?.refusal;
  return (
    <>
      <tr data-integrator={name}>
        <th scope="row" title={title}>
          <Sample curve={style} /> {name}
        </th>
        <td>{Number.isFinite(theory) ? theory : 'exact'}</td>
        {problem === undefined ? (
          <Figures row={row} cost={cost} />
        ) : (
          <td colSpan={8} class="words wrong">
            {row?.blowUp ? `blew up at ${stepText(row.blowUp.time)} ms` : 'does not fit this cell'}
          </td>
        )}
        <td>
          {onRemove === undefined ? null : (
            <button type="button" class="bare" aria-label={`take ${name} out`} onClick={onRemove}>
              <Icon name="close" />
            </button>
          )}
        </td>
      </tr>
      {problem === undefined ? null : (
        <tr class="message-row">
          <td colSpan={11}>
            <p class="message" role="alert">
              {problem}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

function Figures({ row, cost: step }: { row: IntegratorRow | undefined; cost: number }) {
  const e = row?.errors;
  const cost = row?.cost;
  const cells = [
    row === undefined ? none : `${row.spikeTimes.length}${extra(e?.extraSpikes ?? 0)}`,
    row === undefined ? none : rateText(row.spikeTimes, 2),
    errorText(e?.spikeTimes.at(-1) ?? Number.NaN, true),
    errorText(e?.spikeTime ?? Number.NaN),
    errorText(e?.interval ?? Number.NaN),
    errorText(e?.peak ?? Number.NaN, true),
    errorText(step),
    cost === undefined ? none : operationsText(cost),
  ];
  return (
    <>
      {cells.map((text, k) => (
        <td key={k}>{text}</td>
      ))}
    </>
  );
}

const extra = (n: number): string => (n === 0 ? '' : n > 0 ? ` (${n} too many)` : ` (${-n} missing)`);

const operationsText = (c: { arithmetic: number; functions: number; matrixFunctions: number }): string =>
  `${c.arithmetic} + ${c.functions} f${c.matrixFunctions > 0 ? ` + ${c.matrixFunctions} φ₁` : ''}`;

function AddIntegrator({ present, onAdd }: { present: readonly string[]; onAdd: (name: string) => void }) {
  const rest = known.filter((i) => !present.includes(i.name));
  if (rest.length === 0) return null;
  return (
    <select
      class="field add"
      aria-label="add an integrator"
      value=""
      onChange={(event) => {
        const name = event.currentTarget.value;
        event.currentTarget.value = '';
        if (name !== '') onAdd(name);
      }}
    >
      <option value="">add an integrator…</option>
      {rest.map((i) => (
        <option key={i.name} value={i.name}>
          {i.name} – {i.title}
        </option>
      ))}
    </select>
  );
}

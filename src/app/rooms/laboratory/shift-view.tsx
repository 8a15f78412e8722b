/** The tutorial's figure taken apart: how much of the shift between its two lines comes from the starts, how much from the integrators. */
import type { ReadonlySignal } from '@preact/signals';
import { fixed } from '../../../numbers/grouped.ts';
import { shiftsBetween } from '../../../studies/measure.ts';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import type { ComparisonState } from './comparison.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';

interface ShiftViewProps {
  readonly laboratory: Laboratory;
  readonly comparison: ReadonlySignal<ComparisonState>;
}

export function ShiftView({ laboratory, comparison }: ShiftViewProps) {
  const { rows, exact } = comparison.value;
  const { seed } = laboratory.experiment.value;
  const [first, second] = rows;
  const [startA, startB] = exact;
  if (!first || !second || !startA || !startB) return <div class="shift" />;
  const spikes = shiftsBetween([first, second], [startA, startB]);
  const last = spikes.at(-1);
  const start = (voltage: Float64Array): string => `${fixed(voltage[0]!, 2)} mV`;
  const signed = (ms: number): string => (ms > 0 ? '+' : '') + fixed(ms, 2);
  return (
    <section class="shift" aria-label="the tutorial’s figure explained">
      <div class="shift-words">
        <p>
          The tutorial compares {first.integrator} and {second.integrator} on two cells whose voltages start at random:
          here {start(startA.voltage)} and {start(startB.voltage)}. The pale lines are what each of these two cells
          truly does.
          {last === undefined
            ? ''
            : ` By spike ${spikes.length} the two results are ${fixed(Math.abs(last.seen), 2)} ms apart: ${signed(last.starts)} ms because the cells started apart, ${signed(last.rules)} ms because of the integrators.`}
        </p>
        <p>
          <button type="button" class="shortcut" onClick={() => laboratory.change({ seed: seed + 1 })}>
            two other starts
          </button>
          <button type="button" class="shortcut" onClick={() => laboratory.change({ starts: 'shared' })}>
            one shared start
          </button>
        </p>
      </div>
      <ScrollTable name="shift of each spike">
        <table class="figures">
          <caption>
            {second.integrator} later than {first.integrator} by (ms), dt {stepText(first.dt)} ms
          </caption>
          <thead>
            <tr>
              <th scope="col">spike</th>
              {spikes.map((_, k) => (
                <th key={`${k + 1}`} scope="col">
                  {k + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Line title="seen in the figure" values={spikes.map((s) => signed(s.seen))} />
            <Line title="from the two starts" values={spikes.map((s) => signed(s.starts))} />
            <Line title="from the integrators" values={spikes.map((s) => signed(s.rules))} />
          </tbody>
        </table>
      </ScrollTable>
    </section>
  );
}

function Line({ title, values }: { title: string; values: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {values.map((value, k) => (
        <td key={k}>{value}</td>
      ))}
    </tr>
  );
}

/** What each phase of a step takes: a bar per phase, for every network and backend that was timed so. */
import type { BenchmarkPhases } from '../../../index.ts';
import { grouped } from '../../../numbers/grouped.ts';
import { hueOf } from './hues.ts';
import { type ResultRow, type ResultSet, timeText } from './results.ts';

const meansText: Readonly<Record<BenchmarkPhases['means'], string>> = {
  clock: 'by a clock',
  'thread clocks': 'by clocks in the threads, means over them',
  timestamps: 'by timestamps of the device',
  fences: 'by waiting for each dispatch, with the cost of a submit in each: the device has no timestamps',
};

export function BenchPhaseBars({ sets }: { sets: readonly ResultSet[] }) {
  const timed = sets.flatMap((set) =>
    set.rows.flatMap((row) => (row.phases ? [{ set, row, phases: row.phases }] : [])),
  );
  if (timed.length === 0) return null;
  return (
    <section class="bench-phases" aria-label="a step by its phases">
      {timed.map(({ set, row, phases }, i) => (
        <Step
          key={`${i} ${set.machine.name} ${row.name} ${row.backend}`}
          row={row}
          phases={phases}
          machine={sets.length > 1 ? set.machine.name : undefined}
        />
      ))}
    </section>
  );
}

interface StepProps {
  readonly row: ResultRow;
  readonly phases: BenchmarkPhases;
  /** Left out where there is one machine. */
  readonly machine: string | undefined;
}

function Step({ row, phases, machine }: StepProps) {
  const { means, rows, waiting_ms_per_step, rest_ms_per_step, ms_per_step } = phases;
  const parts = [
    ...rows.map((r) => ({ name: r.phase.replaceAll('+', ' + '), ms: r.ms_per_step })),
    ...(waiting_ms_per_step > 0 ? [{ name: 'threads waiting', ms: waiting_ms_per_step }] : []),
    { name: 'rest', ms: rest_ms_per_step },
  ];
  const network = row.name.replace(/\d{4,}/g, (digits) => grouped(digits));
  return (
    <table class="bench-step" data-phases={row.backend}>
      <caption>
        <strong>
          {network}, {row.backend}
          {machine === undefined ? '' : `, ${machine}`}
        </strong>{' '}
        <span class="faint">
          {timeText(ms_per_step)} ms per step, timed {meansText[means]}
        </span>
      </caption>
      <tbody>
        {parts.map(({ name, ms }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="bench-bar" aria-hidden="true">
              <div
                style={{
                  width: `${(100 * Math.min(1, ms / ms_per_step)).toFixed(1)}%`,
                  background: hueOf(row.backend),
                }}
              />
            </td>
            <td>{ms > 0 ? timeText(ms) : '0'} ms</td>
            <td>{Math.round((100 * ms) / ms_per_step)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

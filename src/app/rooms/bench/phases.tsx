/** What each phase of a step takes: a bar per phase, for every network and backend that was timed so. */

import type { ResultRow, ResultSet } from '../../../export/benchmark/results.ts';
import { meansText, stepParts } from '../../../export/benchmark/words.ts';
import type { BenchmarkPhases } from '../../../index.ts';
import { grouped } from '../../../numbers/grouped.ts';
import { threeDigits } from '../../../numbers/three-digits.ts';
import { hueOf } from './hues.ts';

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
  const { means, ms_per_step } = phases;
  const network = row.name.replace(/\d{4,}/g, (digits) => grouped(digits));
  return (
    <table class="bench-step" data-phases={row.backend}>
      <caption>
        <strong>
          {network}, {row.backend}
          {machine === undefined ? '' : `, ${machine}`}
        </strong>{' '}
        <span class="faint">
          {threeDigits(ms_per_step)} ms per step, {meansText[means]}
        </span>
      </caption>
      <tbody>
        {stepParts(phases).map(({ name, ms }) => (
          <tr key={name}>
            <th scope="row">{name.replaceAll('+', ' + ')}</th>
            <td class="bench-bar" aria-hidden="true">
              <div
                style={{
                  width: `${(100 * Math.min(1, ms / ms_per_step)).toFixed(1)}%`,
                  background: hueOf(row.backend),
                }}
              />
            </td>
            <td>{ms > 0 ? threeDigits(ms) : '0'} ms</td>
            <td>{Math.round((100 * ms) / ms_per_step)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

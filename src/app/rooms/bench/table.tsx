/** All figures of all machines. */

import type { ResultRow, ResultSet } from '../../../export/benchmark/results.ts';
import { dispatchesText, gigabytesPerSecond } from '../../../export/benchmark/words.ts';
import { grouped } from '../../../numbers/grouped.ts';
import { counted } from '../../../numbers/sentences.ts';
import { threeDigits } from '../../../numbers/three-digits.ts';
import { Icon } from '../../controls/icon.tsx';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import type { Bench } from './bench.ts';

export function BenchTable({ bench, sets }: { bench: Bench; sets: readonly ResultSet[] }) {
  const several = sets.length > 1;
  const first = sets[0]!;
  return (
    <ScrollTable name="results of the bench" class="bench-results">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">network</th>
            <th scope="col">backend</th>
            <th scope="col" title="median over rounds">
              ms/step
            </th>
            <th scope="col">min–max</th>
            <th scope="col" title="wall seconds per biological second">
              s per s
            </th>
            <th scope="col" title="time over that of the first backend, median of the ratios within a round">
              ratio
            </th>
            {several ? (
              <th scope="col" title={`time over that of ${first.machine.name}, same network and backend`}>
                × first machine
              </th>
            ) : null}
            <th
              scope="col"
              title="bytes of state and synapses moved per second, counted from the program, not measured"
            >
              GB/s
            </th>
            <th
              scope="col"
              title="GPU dispatches per step; 3 + 1/256: three in every step and one more in every 256 steps"
            >
              dispatches/step
            </th>
            <th scope="col" title="bytes per synapse">
              B/synapse
            </th>
            <th scope="col">synapses</th>
            <th scope="col">build (s)</th>
            <th scope="col">compile (s)</th>
            <th scope="col">spikes</th>
            <th scope="col">spike hash</th>
            <th scope="col" class="strategy">
              strategy
            </th>
          </tr>
        </thead>
        {sets.map((set, place) => (
          <Rows
            key={`${place} ${set.machine.name}`}
            set={set}
            first={several ? first : undefined}
            onDrop={bench.loaded.value.includes(set) ? () => bench.drop(set) : undefined}
          />
        ))}
      </table>
    </ScrollTable>
  );
}

interface RowsProps {
  readonly set: ResultSet;
  /** The set to compare with. */
  readonly first: ResultSet | undefined;
  readonly onDrop: (() => void) | undefined;
}

function Rows({ set, first, onDrop }: RowsProps) {
  const { machine, rows } = set;
  const adapters = [...new Set(rows.map((row) => `${row.backend}: ${row.adapter}`))];
  return (
    <tbody>
      <tr class="machine-row">
        <th scope="rowgroup" colSpan={first ? 16 : 15}>
          <strong>{machine.name}</strong>
          {onDrop === undefined ? null : (
            <button type="button" class="bare" aria-label={`take ${machine.name} out`} onClick={onDrop}>
              <Icon name="close" />
            </button>
          )}{' '}
          <span class="faint">
            {[machine.date, machine.description, roundsText(machine.rounds), ...adapters]
              .filter((text) => text !== '')
              .join(' · ')}
          </span>
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={`${row.name} ${row.backend} ${row.adapter}`} data-backend={row.backend} data-cells={row.cells}>
          <th scope="row">{row.name.replace(/\d{4,}/g, (digits) => grouped(digits))}</th>
          <td>{row.backend}</td>
          <td class="main-figure">{threeDigits(row.ms_per_step.median)}</td>
          <td>
            {threeDigits(row.ms_per_step.min)}–{threeDigits(row.ms_per_step.max)}
          </td>
          <td>{threeDigits(row.realtime_factor)}</td>
          <td>{row.ratio.toFixed(2)}</td>
          {first === undefined ? null : <td>{against(first, row)}</td>}
          <td>{bandwidth(row)}</td>
          <td>{dispatchesText(row.dispatches_per_step)}</td>
          <td>{row.bytes_per_synapse.toFixed(1)}</td>
          <td>{grouped(`${row.synapses}`)}</td>
          <td>{row.build_s.toFixed(2)}</td>
          <td>{row.compile_s.toFixed(2)}</td>
          <td>{grouped(`${row.spikes}`)}</td>
          <td>{row.spike_hash.slice(0, 12)}</td>
          <td class="strategy">{row.strategy}</td>
        </tr>
      ))}
    </tbody>
  );
}

function bandwidth(row: ResultRow): string {
  const rate = gigabytesPerSecond(row);
  return rate === undefined ? '–' : threeDigits(rate);
}

function against(first: ResultSet, row: ResultRow): string {
  const other = first.rows.find((r) => r.name === row.name && r.backend === row.backend);
  return other === undefined ? '–' : (row.ms_per_step.median / other.ms_per_step.median).toFixed(2);
}

const roundsText = (rounds: number): string => (rounds >= 1 ? counted(rounds, 'round') : '');

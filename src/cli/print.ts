/** A run's numbers for people. */
import { stepTime } from '../numbers/decimal.ts';
import type { Report } from './report.ts';

export function printSummary(r: Report, kind: 'preset' | 'document'): void {
  const rates = Object.entries(r.rate_hz).map(([name, hz]) => `${name} ${hz.toFixed(1)}`);
  const rows: [string, string][] = [
    [kind, `${r.preset}, seed ${r.seed}`],
    ['network', `${counted(r.cells, 'cell')}, ${counted(r.synapses, 'synapse')}${synapses(r)}`],
    ['time', `${r.duration_ms} ms in ${counted(r.steps, 'step')} of ${r.dt_ms} ms, ${r.integrator}`],
    ...r.accuracy.map((a): [string, string] => ['rule', a.says]),
    ['spikes', r.first_spike_ms === null ? 'none' : `${r.spikes}, the first at ${r.first_spike_ms} ms`],
    ['rate', `${rates.join(', ')} Hz`],
    ['ISI CV', r.cv_isi === null ? 'not defined (no cell with 5 intervals)' : r.cv_isi.toFixed(2)],
    ['silent', `${(100 * r.silent_fraction).toFixed(1)} % of the cells`],
    ['backend', r.strategy === '' ? r.adapter : `${r.backend} on ${r.adapter}, ${r.strategy}`],
    ...(r.equal_to_reference === true ? [['compared', compared(r)] as [string, string]] : []),
    [
      'wall time',
      `build ${r.wall_s.build.toFixed(2)} s, compile ${r.wall_s.compile.toFixed(2)} s, run ${r.wall_s.run.toFixed(2)} s (${r.realtime_factor.toFixed(2)} s per biological second)`,
    ],
    ['hash', r.spike_hash],
  ];
  for (const [name, text] of rows) process.stdout.write(`${name.padEnd(10)} ${text}\n`);
}

/** What there is to say of how synapses are kept. */
const synapses = ({ connectivity, bytes_per_synapse }: Report): string =>
  connectivity === 'stored'
    ? ''
    : `, ${connectivity === 'mixed' ? 'some' : 'all'} made at each spike, ${bytes_per_synapse.toFixed(2)} bytes each`;

/** What was found equal; what is not equal ends the run. */
const compared = ({ compared_steps = 0, steps, dt_ms }: Report): string =>
  `equal to reference, spike by spike, over ${compared_steps === steps ? 'the whole run' : `the first ${stepTime(compared_steps, dt_ms)} ms`}`;

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

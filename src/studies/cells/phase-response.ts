/** The study `phase-response`: its options, tables and facts. */
import { count, quantity } from '../options.ts';
import { study } from '../study.ts';
import { subjectOptions } from '../subject-options.ts';
import { measurePhaseResponse } from './measure/phase-response.ts';

export const phaseResponseStudy = study({
  name: 'phase-response',
  title:
    'How a kick of the voltage shifts the next spikes of a cell that fires regularly, against the phase of the kick.',
  source: 'Ermentrout 1996, Neural Comput. 8:979; Izhikevich 2007, Dynamical Systems in Neuroscience, §10.1',
  options: {
    ...subjectOptions('hh-classic'),
    kick: quantity('by how much the voltage jumps', 'mV', 1, [-200, 200]),
    count: count('number of phases', 40, [1, 10_000]),
    settle: quantity('time until the kicked period', 'ms', 500, [1, 1e5]),
    level: quantity('upward crossings of it are the spikes of a cell without reset', 'mV', 0, [-200, 200]),
  },
  run: measurePhaseResponse,
  tables: ({ phases, intervals: [first, second], shifts, expected }) => [
    {
      name: 'response',
      columns: [
        { name: 'phase', values: phases },
        { name: 'shift', values: shifts[0] },
        { name: 'second_shift', values: shifts[1] },
        ...(expected ? [{ name: 'closed_form', values: expected }] : []),
        { name: 'interval_ms', values: first },
        { name: 'second_interval_ms', values: second },
      ],
    },
  ],
  facts: ({ period, phases, shifts: [first], expected }) => {
    const known = first.filter((shift) => !Number.isNaN(shift));
    const [largest, smallest] = [Math.max(...known), Math.min(...known)];
    const error = (exact: Float64Array): number =>
      first.reduce(
        (worst, shift, k) => (Number.isNaN(shift) ? worst : Math.max(worst, Math.abs(shift - exact[k]!))),
        0,
      );
    return {
      period_ms: period,
      largest_shift: largest,
      largest_at_phase: phases[first.indexOf(largest)] ?? Number.NaN,
      smallest_shift: smallest,
      smallest_at_phase: phases[first.indexOf(smallest)] ?? Number.NaN,
      kicks_that_stop_it: first.length - known.length,
      ...(expected ? { largest_error: error(expected) } : {}),
    };
  },
});

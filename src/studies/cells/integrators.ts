/** The study `integrators`: its options, tables and facts. */
import { integratorNames } from '../../index.ts';
import { presetByName } from '../../presets/index.ts';
import { ownQuantity, type Values, word } from '../options.ts';
import { regularRate } from '../run.ts';
import { type Control, type StudyTable, study, type TableColumn } from '../study.ts';
import { subjectOptions } from '../subject-options.ts';
import { errorSize, rowsAt, shiftsBetween, shortestStep } from './measure/comparison.ts';
import {
  comparedDurations,
  type IntegratorRow,
  type IntegratorsPart,
  type IntegratorsResult,
  measureIntegrators,
  mostSteps,
  stepRange,
  usualComparison,
  usualIntegrators,
  usualSteps,
} from './measure/integrators.ts';

/** Duration of a comparison on a cell of no preset, ms. */
const OWN = 100;

const options = {
  ...subjectOptions('hh-classic'),
  integrators: {
    kind: 'words',
    label: 'integrators',
    words: integratorNames as readonly string[],
    value: usualIntegrators,
  } as const,
  dts: {
    kind: 'quantities',
    label: 'steps',
    unit: 'ms',
    value: usualSteps,
    range: stepRange,
    most: mostSteps,
  } as const,
  duration: ownQuantity(`duration; default: the preset's own, of a document ${OWN} ms`, 'ms', comparedDurations),
  starts: word(
    'where integrators start: all from one state, or each from a random one',
    ['shared', 'random'],
    'shared',
  ),
};

export const integratorsStudy = study({
  name: 'integrators',
  title:
    'Integrators side by side: error in spike times, intervals, peaks and voltage, and cost, in steps of any length.',
  source:
    'Dormand & Prince 1980, J. Comput. Appl. Math. 6:19, for the exact curve; Butcher 2016, Numerical Methods for ODEs',
  options,
  run({ duration, ...values }: Values<typeof options>, control: Control<IntegratorsPart>) {
    const own = usualComparison(values.network === undefined ? presetByName(values.preset) : { duration: OWN });
    return measureIntegrators({ ...values, duration: duration ?? own.duration }, control);
  },
  tables({ exact, rows }): StudyTable[] {
    const names = [...new Set(rows.map((row) => row.integrator))];
    // Starts are told apart at one step.
    const [first, second] = rowsAt(rows, rows[0]?.dt ?? Number.NaN);
    return [
      ...names.map((name) => tableOf(rows, name)),
      ...exact.map(({ start, peaks, spikeTimes }) => ({
        name: exact.length === 1 ? 'exact_spikes' : `exact_spikes_${start}`,
        columns: [
          { name: 'spike_ms', values: spikeTimes },
          { name: 'peak_mV', values: spikeTimes.map((_, k) => peaks[k]?.voltage ?? Number.NaN) },
        ],
      })),
      ...(exact.length === 1 ? lateTables(exact[0]!.spikeTimes, rows) : []),
      ...(exact.length > 1 && first && second ? [shiftTable(first, second, exact)] : []),
    ];
  },
  facts: ({ exact, rows, orders }) => ({
    exact_spikes: exact[0]?.spikeTimes.length ?? Number.NaN,
    ...Object.fromEntries(
      Object.entries(orders).flatMap(([name, { theory, spikeTime, voltage }]) => [
        [`${name}_order`, Number.isFinite(theory) ? theory : Number.NaN],
        [`${name}_order_by_spike_time`, spikeTime],
        [`${name}_order_by_voltage`, voltage],
        [`${name}_step_us`, shortestStep(rows, name)],
      ]),
    ),
  }),
});

/** What an integrator makes of each step: NaN where there is no such number, as of a run that blew up or that it refused. */
function tableOf(all: readonly IntegratorRow[], integrator: string): StudyTable {
  const rows = all.filter((row) => row.integrator === integrator);
  const column = (name: string, of: (row: IntegratorRow) => number | undefined): TableColumn => ({
    name,
    values: rows.map((row) => of(row) ?? Number.NaN),
  });
  const sound = (row: IntegratorRow): IntegratorRow | undefined => (row.refusal === undefined ? row : undefined);
  return {
    name: integrator,
    columns: [
      column('dt_ms', (row) => row.dt),
      column('spike_time_ms', (row) => errorSize(row, 'spikeTime')),
      column('last_spike_ms', (row) => row.errors?.spikeTimes.at(-1)),
      column('interval_ms', (row) => errorSize(row, 'interval')),
      column('peak_mV', (row) => row.errors?.peak),
      column('voltage_rms_mV', (row) => errorSize(row, 'voltage')),
      column('voltage_most_mV', (row) => row.errors?.voltage.max),
      column('spikes', (row) => sound(row)?.spikeTimes.length),
      column('spikes_too_many', (row) => row.errors?.extraSpikes),
      column('rate_hz', (row) => sound(row) && regularRate(row.spikeTimes)),
      column('step_us', (row) => row.cost?.microsecondsPerStep),
      column('arithmetic', (row) => row.cost?.arithmetic),
      column('functions', (row) => row.cost?.functions),
      column('matrix_functions', (row) => row.cost?.matrixFunctions),
      column('blew_up_ms', (row) => row.blowUp?.time),
      {
        name: 'outcome',
        values: rows.map((row) => (row.refusal !== undefined ? 2 : row.blowUp ? 1 : 0)),
        words: ['whole', 'blew up', 'does not fit the cell'],
      },
    ],
  };
}

/** How late each spike is, for each step: one column for each integrator. */
const lateTables = (spikes: readonly number[], rows: readonly IntegratorRow[]): StudyTable[] =>
  [...new Set(rows.map((row) => row.dt))].map((dt) => ({
    name: `late_${dt}`,
    columns: [
      { name: 'spike_ms', values: spikes },
      ...rowsAt(rows, dt).map(({ integrator, errors }) => ({
        name: `${integrator}_ms`,
        values: spikes.map((_, k) => errors?.spikeTimes[k] ?? Number.NaN),
      })),
    ],
  }));

/** Of two rows: what of the time between their spikes comes from their starts, and what from the integrators. */
function shiftTable(first: IntegratorRow, second: IntegratorRow, exact: IntegratorsResult['exact']): StudyTable {
  const shifts = shiftsBetween([first, second], [exact[first.start]!, exact[second.start]!]);
  return {
    name: 'shift',
    columns: [
      { name: 'seen_ms', values: shifts.map(({ seen }) => seen) },
      { name: 'from_starts_ms', values: shifts.map(({ starts }) => starts) },
      { name: 'from_integrators_ms', values: shifts.map(({ rules }) => rules) },
    ],
  };
}

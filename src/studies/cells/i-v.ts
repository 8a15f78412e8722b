/** The study `i-v`: its options, tables and facts. */
import { count, quantity } from '../options.ts';
import { study } from '../study.ts';
import { subjectOptions } from '../subject-options.ts';
import { measureSteadyState } from './measure/steady-state.ts';
import { unitName } from './unit-name.ts';

const options = {
  ...subjectOptions('hh-classic'),
  from: quantity('lowest voltage', 'mV', -100, [-200, 200]),
  to: quantity('highest voltage', 'mV', 0, [-200, 200]),
  count: count('number of voltages', 401, [2, 100_000]),
};

export const steadyStateStudy = study({
  name: 'i-v',
  title: 'The steady-state current–voltage curve of a cell, channel by channel, and where it can rest.',
  source: 'Izhikevich 2007, Dynamical Systems in Neuroscience, §3',
  options,
  run: measureSteadyState,
  tables: ({ voltages, total, currents, currentUnit, rests }) => [
    {
      name: 'i-v',
      columns: [
        { name: 'V_mV', values: voltages },
        { name: `total_${unitName(currentUnit)}`, values: total },
        ...currents.map(({ name, values }) => ({ name: `${name}_${unitName(currentUnit)}`, values })),
      ],
    },
    {
      name: 'rests',
      columns: [
        { name: 'V_mV', values: rests.map(({ voltage }) => voltage) },
        { name: 'stable', values: rests.map(({ stable }) => (stable ? 1 : 0)) },
      ],
    },
  ],
  facts: ({ rests }) => ({
    rests: rests.length,
    rest_mV: rests.find(({ stable }) => stable)?.voltage ?? Number.NaN,
  }),
});

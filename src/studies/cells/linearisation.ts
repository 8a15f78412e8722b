/** The studies `linearisation` and `settling`: their options, tables and facts. */
import { quantity } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { subjectOptions } from '../subject-options.ts';
import { measureLinearisation, measureSettling } from './measure/linearisation.ts';
import { unitName } from './unit-name.ts';

export const linearisationStudy = study({
  name: 'linearisation',
  title: 'The leaky cell that stands for any cell near an operating point, and both after a small step of the current.',
  source: 'Koch 1999, Biophysics of Computation, §10; Izhikevich 2007, Dynamical Systems in Neuroscience, §3',
  options: {
    ...subjectOptions('hh-classic'),
    V: quantity('operating point', 'mV', -65, [-200, 100]),
    size: quantity('size of the step: what the leaky cell would settle at, above V', 'mV', 0.5, [-50, 50]),
  },
  run: measureLinearisation,
  tables: ({ unit, curve, response, leaky }) => [
    {
      name: 'response',
      columns: [
        { name: 'time_ms', values: response.x },
        { name: 'V_mV', values: response.y },
        { name: 'leaky_mV', values: leaky.settled },
        { name: 'gates_held_mV', values: leaky.held },
      ],
    },
    tableOf('steady', 'V_mV', `I_${unitName(unit)}`, curve),
  ],
  facts: ({ unit, at, step }) => {
    const density = unit === 'pA' ? '' : '_per_cm2';
    const [mho, farad, ohm] = unit === 'pA' ? ['nS', 'pF', 'GOhm'] : ['mS', 'uF', 'kOhm_cm2'];
    return {
      [`I_${unitName(unit)}`]: at.I,
      [`step_${unitName(unit)}`]: step,
      [`C_${farad}${density}`]: at.C,
      [`g_${mho}${density}`]: at.g,
      [`g_gates_held_${mho}${density}`]: at.gInstant,
      [`R_${ohm}`]: at.R,
      tau_ms: at.tauSteady,
      tau_gates_held_ms: at.tau,
      rest_mV: at.E,
    };
  },
});

export const settlingStudy = study({
  name: 'settling',
  title: 'Where a cell stays under constant currents: the stable part of its steady current–voltage curve.',
  source: 'Izhikevich 2007, Dynamical Systems in Neuroscience, §3',
  options: subjectOptions('hh-classic'),
  run: measureSettling,
  tables: ({ unit, points }) => [tableOf('settled', 'V_mV', `I_${unitName(unit)}`, points)],
  facts: ({ points }) => ({ points: points.x.length }),
});

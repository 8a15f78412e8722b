/** The study `dimensionless`: its options, tables and facts. */
import { physicalCells } from '../../presets/index.ts';
import { presetOptions, seedOption } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { measureDimensionless } from './measure/dimensionless.ts';

const options = { ...presetOptions('lif-dimensionless', ['i', 'v_r']), seed: seedOption };

export const dimensionlessStudy = study({
  name: 'dimensionless',
  title: 'Three unlike leaky cells of one current and one reset in their own units, and the cell that they are.',
  source: 'Gerstner et al. 2014, Neuronal Dynamics, §1.3',
  options,
  run: measureDimensionless,
  tables: ({ cells, intervals }) => [
    tableOf('intervals', 'i', 'interval_tau', intervals),
    ...cells.map(({ trace }, k) =>
      k < physicalCells.length
        ? tableOf(`cell_${k + 1}`, 'time_ms', 'V_mV', trace)
        : tableOf('dimensionless', 'time_tau', 'v', trace),
    ),
  ],
  facts: ({ cells, expected }) => ({
    closed_form_tau: expected,
    ...Object.fromEntries(
      cells.map(({ interval }, k) => [k < physicalCells.length ? `cell_${k + 1}_tau` : 'dimensionless_tau', interval]),
    ),
  }),
});

/** The study `f-i`: its options, tables and facts. */
import type { FICurve } from '../../index.ts';
import {
  count,
  type LevelOption,
  type LevelsOption,
  levelIn,
  ownQuantity,
  quantity,
  type Values,
  word,
} from '../options.ts';
import { type Control, study } from '../study.ts';
import { ownCurrent } from '../subject.ts';
import { subjectOptions } from '../subject-options.ts';
import { integratorOption } from './integrator-option.ts';
import { fiReach, measureFI } from './measure/f-i.ts';
import { unitName } from './unit-name.ts';

const level = (label: string): LevelOption => ({ kind: 'level', label });
const currents: LevelsOption = {
  kind: 'levels',
  label: 'the currents themselves, in place of from, to and count',
  value: [],
  most: 100_000,
};

const options = {
  ...subjectOptions('hh-classic'),
  from: level('smallest current, in the unit of the preset (of a document: pA, or uA/cm^2); default 0'),
  to: level('largest current, in the unit of the preset (of a document: pA, or uA/cm^2); default: well above its own'),
  count: count('number of currents', 200, [2, 100_000]),
  currents,
  duration: quantity('duration', 'ms', 1000, [1, 1e6]),
  settle: ownQuantity(
    'what is left out of the rate at the beginning; default: a fifth of the duration',
    'ms',
    [0, 1e6],
  ),
  dt: quantity('step', 'ms', 0.025, [0.001, 10]),
  integrator: integratorOption('staggered'),
  // Some hundred cells are too few for a graphics card.
  backend: word('what runs it', ['auto', 'wasm', 'reference', 'webgpu'], 'wasm'),
};

export const fiStudy = study({
  name: 'f-i',
  title: 'Firing rate of a cell against its injected current, with the rate of the first interval and the rheobase.',
  source: 'Koch 1999, Biophysics of Computation, §14.2',
  options,
  run(values: Values<typeof options>, control: Control<number>): Promise<FICurve> {
    const unit = ownCurrent(values)?.unit ?? '';
    const inUnit = (name: 'from' | 'to' | 'currents', given: number | string) => levelIn(unit, given, name);
    const { from, to, count: n } = values;
    return measureFI(
      {
        ...values,
        currents:
          values.currents.length > 0
            ? values.currents.map((each) => inUnit('currents', each))
            : { from: inUnit('from', from ?? 0), to: inUnit('to', to ?? fiReach(ownCurrent(values))), count: n },
      },
      control,
    );
  },
  tables: ({ unit, currents: I, rates, onset, latency, spikes }) => [
    {
      name: 'f-i',
      columns: [
        { name: `I_${unitName(unit)}`, values: I },
        { name: 'rate_hz', values: rates },
        { name: 'onset_hz', values: onset },
        { name: 'latency_ms', values: latency },
        { name: 'spikes', values: spikes },
      ],
    },
  ],
  facts: ({ unit, rheobase, rates }) => ({
    [`rheobase_${unitName(unit)}`]: rheobase ?? Number.NaN,
    largest_rate_hz: Math.max(...rates),
  }),
});

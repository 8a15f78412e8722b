/** The studies `current-clamp` and `voltage-clamp`: their options, tables and facts. */
import { UserError } from '../../index.ts';
import { type LevelsOption, levelIn, quantity, type Values } from '../options.ts';
import { type Control, type StudyTable, study } from '../study.ts';
import { ownCurrent } from '../subject.ts';
import { subjectOptions } from '../subject-options.ts';
import { measureCurrentClamp, measureVoltageClamp } from './measure/clamps.ts';
import { unitName } from './unit-name.ts';

const currentOptions = {
  ...subjectOptions('hh-classic'),
  levels: {
    kind: 'levels',
    label: 'levels of the current one after the other, in the unit of the preset (of a document: pA, or uA/cm^2)',
    value: ['10 uA/cm^2'],
    most: 1000,
  } as LevelsOption,
  durations: {
    kind: 'quantities',
    label: 'how long each level lasts',
    unit: 'ms',
    value: [100],
    range: [0.001, 1e5],
    most: 1000,
  } as const,
};

export const currentClampStudy = study({
  name: 'current-clamp',
  title: 'A cell under levels of injected current: voltage, currents of its channels, gates.',
  source: 'Hodgkin & Huxley 1952, J. Physiol. 117:500',
  options: currentOptions,
  run({ levels, durations, ...cell }: Values<typeof currentOptions>) {
    if (levels.length !== durations.length)
      throw new UserError(
        `There are ${levels.length} levels and ${durations.length} durations; give as many of one as of the other.`,
      );
    const unit = ownCurrent(cell)?.unit ?? '';
    const protocol = levels.map((level, k) => ({
      level: levelIn(unit, level, 'levels'),
      duration: durations[k]!,
    }));
    return measureCurrentClamp({ ...cell, protocol });
  },
  tables: ({ times, voltage, stimulus, currents, gates, currentUnit, spikeTimes }): StudyTable[] => [
    {
      name: 'trace',
      columns: [
        { name: 'time_ms', values: times },
        { name: 'V_mV', values: voltage },
        { name: 'I', values: stimulus },
        ...currents.map(({ name, values }) => ({ name: `${name}_${unitName(currentUnit)}`, values })),
        ...gates,
      ],
    },
    { name: 'spikes', columns: [{ name: 'time_ms', values: spikeTimes }] },
  ],
  facts: ({ spikeTimes, voltage }) => ({
    spikes: spikeTimes.length,
    highest_mV: voltage.reduce((most, v) => Math.max(most, v), Number.NEGATIVE_INFINITY),
  }),
});

const voltageOptions = {
  ...subjectOptions('hh-classic'),
  hold: quantity('held before and after each step', 'mV', -65, [-200, 200]),
  levels: {
    kind: 'quantities',
    label: 'steps, one sweep each',
    unit: 'mV',
    value: [-60, -40, -20, 0, 20, 40],
    range: [-200, 200],
    most: 1000,
  } as const,
  duration: quantity('of a step', 'ms', 15, [0.01, 1e4]),
};

export const voltageClampStudy = study({
  name: 'voltage-clamp',
  title: 'A cell whose voltage steps from a holding level: the current that holds it, and what its channels carry.',
  source: 'Hodgkin, Huxley & Katz 1952, J. Physiol. 116:424',
  options: voltageOptions,
  run({ duration, ...values }: Values<typeof voltageOptions>, control: Control<number>) {
    return measureVoltageClamp({ ...values, stepDuration: duration }, control);
  },
  tables: ({ times, sweeps, currentUnit }): StudyTable[] => {
    const unit = unitName(currentUnit);
    return [
      {
        name: 'i-v',
        columns: [
          { name: 'V_mV', values: sweeps.map(({ level }) => level) },
          { name: `peak_inward_${unit}`, values: sweeps.map(({ peakInward }) => peakInward) },
          { name: `at_end_${unit}`, values: sweeps.map(({ atEnd }) => atEnd) },
        ],
      },
      ...sweeps.map(({ level, clamp, currents, gates }) => ({
        name: `sweep_${level}`,
        columns: [
          { name: 'time_ms', values: times },
          { name: `clamp_${unit}`, values: clamp },
          ...currents.map(({ name, values }) => ({ name: `${name}_${unit}`, values })),
          ...gates,
        ],
      })),
    ];
  },
  facts: ({ sweeps, currentUnit }) => ({
    [`most_inward_${unitName(currentUnit)}`]: Math.min(...sweeps.map(({ peakInward }) => peakInward)),
    [`most_outward_at_end_${unitName(currentUnit)}`]: Math.max(...sweeps.map(({ atEnd }) => atEnd)),
  }),
});

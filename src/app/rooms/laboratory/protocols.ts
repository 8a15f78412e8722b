/** The numbers that the views ask for beside the cell and how it is integrated: their names in the address, bounds and values. */
import type { Preset, PresetParameter } from '../../../presets/preset.ts';
import { fiReach } from '../../../studies/measure.ts';
import { cellNamed } from './cell.ts';
import type { LaboratoryExperiment } from './experiment.ts';

export type ProtocolNumber = Pick<PresetParameter, 'name' | 'label' | 'unit' | 'value' | 'range' | 'whole'>;
type Range = ProtocolNumber['range'];

/** By view, with their present values. */
export const protocolsOf = (e: LaboratoryExperiment) => protocolsWith(cellNamed(e), e.protocol);

function protocolsWith(cell: Preset, protocol: LaboratoryExperiment['protocol']) {
  const I = cell.parameters.find((p) => p.name === 'I');
  const number = (name: string, label: string, unit: string, usual: number, range: Range): ProtocolNumber => ({
    ...{ name, label, unit, range },
    value: protocol[name] ?? usual,
  });
  const time = (name: string, label: string, usual: number, range: Range = [0, 2000]) =>
    number(name, label, 'ms', usual, range);
  const voltage = (name: string, label: string, usual: number) => number(name, label, 'mV', usual, [-150, 150]);
  const current = (name: string, label: string, usual: number) =>
    number(name, label, I?.unit ?? '', usual, I?.range ?? [-1e5, 1e5]);
  return {
    /** What comes before and after the step, which is the experiment's own duration and current. */
    currentClamp: {
      before: time('current-clamp.before', 'first for', 0),
      levelBefore: current('current-clamp.level_before', 'at', 0),
      levelAfter: current('current-clamp.level_after', 'then back to', 0),
      after: time('current-clamp.after', 'for', 0),
    },
    voltageClamp: {
      hold: voltage('voltage-clamp.hold', 'hold at', -65),
      from: voltage('voltage-clamp.from', 'step from', -90),
      to: voltage('voltage-clamp.to', 'to', 50),
      step: number('voltage-clamp.step', 'by', 'mV', 10, [1, 100]),
      duration: time('voltage-clamp.duration', 'for', 15, [0.5, 1000]),
      picked: voltage('voltage-clamp.picked', 'step to', -10),
    },
    fi: {
      from: current('fi.from', 'I from', 0),
      to: current('fi.to', 'to', fiReach(I)),
      count: { ...number('fi.count', 'cells', '', 200, [2, 2000]), whole: true },
      duration: time('fi.duration', 'for', 1000, [50, 10_000]),
      dt: time('fi.dt', 'dt', 0.025, [0.001, 1]),
    },
    iv: { from: voltage('iv.from', 'V from', -100), to: voltage('iv.to', 'to', 0) },
  };
}

/** All of them, with their usual values. */
export const protocolNumbers = (cell: Preset): ProtocolNumber[] =>
  Object.values(protocolsWith(cell, {})).flatMap((of) => Object.values<ProtocolNumber>(of));

/** Those that another cell keeps: its currents may have another unit and size. */
export function withoutCurrents(e: LaboratoryExperiment): LaboratoryExperiment['protocol'] {
  const { currentClamp, fi } = protocolsOf(e);
  const currents = [currentClamp.levelBefore, currentClamp.levelAfter, fi.from, fi.to].map((n) => n.name);
  return Object.fromEntries(Object.entries(e.protocol).filter(([name]) => !currents.includes(name)));
}

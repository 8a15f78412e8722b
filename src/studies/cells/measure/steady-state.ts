/** The steady-state current–voltage curve of a cell, channel by channel, and where it can rest. */
import { steadyStateIV } from '../../../index.ts';
import { evenly } from '../../../numbers/scale.ts';
import { type SubjectValues, subjectWithCurrents } from '../../subject.ts';
import { type NamedTrace, unitOfCurrent } from './clamps.ts';

export interface SteadyStateValues extends SubjectValues {
  /** Ends (mV) and number of the voltages. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface SteadyStateResult {
  /** mV */
  readonly voltages: Float64Array;
  /** Outward positive. */
  readonly total: Float64Array;
  /** Of each channel, outward positive. */
  readonly currents: readonly NamedTrace[];
  readonly currentUnit: string;
  /** Where nothing flows, mV. */
  readonly rests: readonly { readonly voltage: number; readonly stable: boolean }[];
}

export function measureSteadyState({ from, to, count, ...cell }: SteadyStateValues): SteadyStateResult {
  const subject = subjectWithCurrents(cell, true);
  const curve = steadyStateIV(subject, evenly(from, to, count));
  const outward = (values: Float64Array): Float64Array => values.map((v) => -v + 0);
  return {
    voltages: curve.voltages,
    total: outward(curve.total),
    currents: Object.entries(curve.currents).map(([name, values]) => ({ name, values: outward(values) })),
    currentUnit: unitOfCurrent(subject),
    rests: curve.rests.map(({ voltage, slope }) => ({ voltage, stable: slope === 'falling' })),
  };
}

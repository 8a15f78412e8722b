/** Clamps and curves of the room's cell. */
import {
  measureCurrentClamp,
  measureFI,
  measureSteadyState,
  measureVoltageClamp,
} from '../../../../studies/measure.ts';
import type {
  CurrentClampInput,
  CurrentClampOutput,
  FICurveInput,
  FICurveOutput,
  SteadyStateInput,
  SteadyStateOutput,
  VoltageClampInput,
  VoltageClampOutput,
} from './laboratory-tasks.ts';
import { cellOf } from './subject.ts';

interface Context {
  readonly part: (fraction: number) => void;
  readonly signal: AbortSignal;
}

export const runCurrentClamp = ({ cell, protocol }: CurrentClampInput): CurrentClampOutput =>
  measureCurrentClamp({ ...cellOf(cell), protocol });

export const runVoltageClamp = ({ cell, ...steps }: VoltageClampInput, { part, signal }: Context): VoltageClampOutput =>
  measureVoltageClamp({ ...cellOf(cell), ...steps }, { onPart: part, signal });

export const runSteadyState = ({ cell, voltages }: SteadyStateInput): SteadyStateOutput =>
  measureSteadyState({ ...cellOf(cell), voltages });

export async function runFICurve(
  { cell, from, to, count, ...how }: FICurveInput,
  { part, signal }: Context,
): Promise<FICurveOutput> {
  const began = performance.now();
  const curve = await measureFI(
    { ...cellOf(cell), ...how, currents: { from, to, count }, backend: 'wasm' },
    { onPart: part, signal },
  );
  return { ...curve, seconds: (performance.now() - began) / 1000 };
}

/** Clamps and curves of one cell. */
import {
  currentClamp,
  currentNames,
  fICurve,
  type Specimen,
  steadyStateIV,
  UserError,
  voltageClamp,
} from '../../../../index.ts';
import { gateCurrents, subjectOf } from './subject.ts';
import type {
  CurrentClampInput,
  CurrentClampOutput,
  FICurveInput,
  FICurveOutput,
  GateTrace,
  NamedTrace,
  SteadyStateInput,
  SteadyStateOutput,
  VoltageClampInput,
  VoltageClampOutput,
  VoltageClampSweep,
} from './tasks.ts';

/** Points of a trace as it is drawn. */
const POINTS = 20_000;
/** Before a step of the voltage clamp: long enough for gates to settle, ms; and what of it is shown, as after the step. */
const SETTLE = 200;
const MARGIN = 2;

export function runCurrentClamp({ cell, protocol }: CurrentClampInput): CurrentClampOutput {
  const subject = subjectOf(cell);
  needsCurrent(subject);
  const total = protocol.reduce((sum, segment) => sum + segment.duration, 0);
  const traces = currentClamp(subject, { protocol, sampleEvery: Math.max(0.005, total / POINTS) });
  const names = currentNames(subject);
  return {
    times: traces.times,
    voltage: traces.states[subject.voltage]!,
    stimulus: traces.level,
    currents: names.map((name) => ({ name, values: traces.currents[name]! })),
    gates: gatesOf(subject, names, traces.states),
    currentUnit: unitOfCurrent(subject),
    spikeTimes: traces.spikeTimes,
  };
}

function gatesOf(
  subject: Specimen,
  currents: readonly string[],
  states: Readonly<Record<string, Float64Array>>,
): GateTrace[] {
  return [...gateCurrents(subject, currents)].map(([name, current]) => ({ name, values: states[name]!, current }));
}

export function runVoltageClamp(
  { cell, hold, levels, stepDuration }: VoltageClampInput,
  { part, signal }: { part: (fraction: number) => void; signal: AbortSignal },
): VoltageClampOutput {
  const subject = subjectOf(cell);
  const names = currentNames(subject);
  let times = new Float64Array(0);
  const sweeps: VoltageClampSweep[] = [];
  for (const [i, level] of levels.entries()) {
    if (signal.aborted) break;
    const traces = voltageClamp(subject, {
      protocol: [
        { level: hold, duration: SETTLE },
        { level, duration: stepDuration },
        { level: hold, duration: MARGIN },
      ],
      sampleEvery: stepDuration / 800,
    });
    const from = traces.times.findIndex((t) => t >= SETTLE - MARGIN);
    const cut = (values: Float64Array): Float64Array => values.slice(from);
    const shown = (trace: NamedTrace): NamedTrace => ({ ...trace, values: cut(trace.values) });
    times = cut(traces.times).map((t) => t - SETTLE);
    const clamp = cut(traces.clamp);
    // Both ends of every segment are samples, so the step itself is the second of two points at its onset and the first at its end.
    const begin = times.findIndex((t) => t >= 0) + 1;
    const end = times.findIndex((t) => t >= stepDuration - 1e-9);
    sweeps.push({
      level,
      clamp,
      currents: names.map((name) => shown({ name, values: traces.currents[name]! })),
      gates: gatesOf(subject, names, traces.states).map((g) => ({ ...g, values: cut(g.values) })),
      peakInward: clamp.subarray(begin, end + 1).reduce((least, value) => Math.min(least, value)),
      atEnd: clamp[end]!,
    });
    part((i + 1) / levels.length);
  }
  return { times, sweeps, currentUnit: unitOfCurrent(subject) };
}

export async function runFICurve(
  { cell, from, to, count, duration, dt, integrator }: FICurveInput,
  { part, signal }: { part: (fraction: number) => void; signal: AbortSignal },
): Promise<FICurveOutput> {
  const subject = subjectOf(cell);
  needsCurrent(subject);
  const currents = Array.from({ length: count }, (_, i) => from + (i / Math.max(1, count - 1)) * (to - from));
  const began = performance.now();
  const curve = await fICurve(subject, {
    currents,
    duration,
    dt,
    integrator,
    // Some hundred cells are too few for a graphics card.
    backend: WebAssembly === undefined ? 'reference' : 'wasm',
    signal,
    onProgress: part,
  });
  const { unit, rates, onset, rheobase, backend } = curve;
  const seconds = (performance.now() - began) / 1000;
  return { unit, currents: curve.currents, rates, onset, rheobase, backend, seconds };
}

export function runSteadyState({ cell, voltages }: SteadyStateInput): SteadyStateOutput {
  const subject = subjectOf(cell);
  const curve = steadyStateIV(subject, voltages);
  const outward = (values: Float64Array): Float64Array => values.map((v) => -v + 0);
  return {
    voltages: curve.voltages,
    total: outward(curve.total),
    currents: Object.entries(curve.currents).map(([name, values]) => ({ name, values: outward(values) })),
    currentUnit: unitOfCurrent(subject),
    rests: curve.rests.map(({ voltage, slope }) => ({ voltage, stable: slope === 'falling' })),
  };
}

function needsCurrent(subject: Specimen): void {
  if (subject.model.parameters.some((p) => p.name === 'I')) return;
  throw new UserError('This cell has no injected current I, so there is nothing to clamp or to vary.');
}

/** Of the channels' currents, in which the clamp's stands too. */
function unitOfCurrent(subject: Specimen): string {
  const [first] = currentNames(subject);
  const unit = subject.model.derived.find((d) => d.name === first)?.unit;
  return unit ?? subject.model.parameters.find((p) => p.name === 'I')?.unit ?? '';
}

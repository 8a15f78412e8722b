/** Clamps of one cell: its channels' currents and gates under held voltages and injected currents. */
import { currentClamp, currentNames, derivedTraces, gateNames, type Specimen, voltageClamp } from '../../../index.ts';
import type { Control } from '../../study.ts';
import { flowUnit, needsCurrent, type SubjectValues, subjectWithCurrents } from '../../subject.ts';

export interface NamedTrace {
  readonly name: string;
  readonly values: Float64Array;
}

export interface GateTrace extends NamedTrace {
  /** Name of the current that the gate controls; undefined for other pure numbers. */
  readonly current: string | undefined;
}

export interface CurrentClampValues extends SubjectValues {
  /** Levels in the unit of the preset's current, durations in ms. */
  readonly protocol: readonly { readonly level: number; readonly duration: number }[];
}

export interface CurrentClampResult {
  /** ms; a time at which the level jumps occurs twice. */
  readonly times: Float64Array;
  /** mV */
  readonly voltage: Float64Array;
  /** What is injected. */
  readonly stimulus: Float64Array;
  readonly stimulusUnit: string;
  /** Of each channel, inward positive. */
  readonly currents: readonly NamedTrace[];
  readonly gates: readonly GateTrace[];
  /** Of the channels' currents. */
  readonly currentUnit: string;
  /** Upward crossings of 0 mV, ms. */
  readonly spikeTimes: readonly number[];
}

export interface VoltageClampValues extends SubjectValues {
  /** mV; held for 200 ms before each step, long enough for gates to settle. */
  readonly hold: number;
  /** mV, one step each. */
  readonly levels: readonly number[];
  /** Of a step, ms. */
  readonly stepDuration: number;
}

interface VoltageClampSweep {
  /** mV */
  readonly level: number;
  /** Current that holds the voltage, outward positive. */
  readonly clamp: Float64Array;
  /** Of each channel, inward positive. */
  readonly currents: readonly NamedTrace[];
  readonly gates: readonly GateTrace[];
  /** Most inward clamp current within the step, and the one at its end. */
  readonly peakInward: number;
  readonly atEnd: number;
}

export interface VoltageClampResult {
  /** ms; the step is from 0 to its duration, and 2 ms of the holding level stand before and after it. */
  readonly times: Float64Array;
  readonly sweeps: readonly VoltageClampSweep[];
  readonly currentUnit: string;
}

/** Points of a trace at most. */
const POINTS = 20_000;
/** Before a step of the voltage clamp: long enough for gates to settle, ms; and what of it is shown, as after the step. */
const SETTLE = 200;
const MARGIN = 2;

export function measureCurrentClamp({ protocol, ...cell }: CurrentClampValues): CurrentClampResult {
  const subject = subjectWithCurrents(cell);
  needsCurrent(subject);
  const total = protocol.reduce((sum, segment) => sum + segment.duration, 0);
  const traces = currentClamp(subject, { protocol, sampleEvery: Math.max(0.005, total / POINTS) });
  const names = currentNames(subject);
  return {
    times: traces.times,
    voltage: traces.states[subject.voltage]!,
    stimulus: traces.level,
    stimulusUnit: subject.model.parameters.find((p) => p.name === 'I')!.unit,
    currents: names.map((name) => ({ name, values: traces.currents[name]! })),
    gates: gatesOf(subject, names, traces.states),
    currentUnit: unitOfCurrent(subject),
    spikeTimes: traces.spikeTimes,
  };
}

/** `onPart` gets the fraction that is done. */
export function measureVoltageClamp(
  { hold, levels, stepDuration, ...cell }: VoltageClampValues,
  { signal, onPart }: Control<number> = {},
): VoltageClampResult {
  const subject = subjectWithCurrents(cell, true);
  const names = currentNames(subject);
  let times = new Float64Array(0);
  const sweeps: VoltageClampSweep[] = [];
  for (const [i, level] of levels.entries()) {
    if (signal?.aborted) break;
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
    onPart?.((i + 1) / levels.length);
  }
  return { times, sweeps, currentUnit: unitOfCurrent(subject) };
}

function gatesOf(
  subject: Specimen,
  currents: readonly string[],
  states: Readonly<Record<string, Float64Array>>,
): GateTrace[] {
  return [...gateCurrents(subject, currents)].map(([name, current]) => ({ name, values: states[name]!, current }));
}

/** Which current each gate controls: the one that changes when the gate alone does. */
export function gateCurrents(subject: Specimen, currents: readonly string[]): ReadonlyMap<string, string | undefined> {
  const { states } = subject.model;
  const at = (gate: string, value: number) =>
    derivedTraces(
      subject,
      [0],
      states.map((s) => [s.name === subject.voltage ? -30 : s.name === gate ? value : 0.5]),
      currents,
    ).values;
  return new Map(
    gateNames(subject).map((gate) => {
      const [low, high] = [at(gate, 0.25), at(gate, 0.75)];
      return [gate, currents.find((name) => low[name]![0] !== high[name]![0])];
    }),
  );
}

/** Of the channels' currents, in which the clamp's stands too. */
export function unitOfCurrent(subject: Specimen): string {
  const [first] = currentNames(subject);
  const unit = subject.model.derived.find((d) => d.name === first)?.unit;
  return unit ?? subject.model.parameters.find((p) => p.name === 'I')?.unit ?? flowUnit(subject.model) ?? '';
}

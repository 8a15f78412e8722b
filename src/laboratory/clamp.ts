/** Voltage clamp, current clamp and the steady-state current–voltage curve, by the judge. */
import type { Model } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { Tape } from '../expression/tape.ts';
import { transform } from '../expression/visit.ts';
import { noMore } from '../no-more.ts';
import { type Fields, listOf, number, optional, optionsField, optionsOf, text } from '../options.ts';
import { fromUnit, toUnit } from '../quantity/quantity.ts';
import { currentNames, derivedTraces } from './derived.ts';
import { type JudgeOptions, judge } from './judge.ts';
import { altered, type Specimen, unitNamed } from './specimen.ts';

/** A level held for a while. */
export interface Segment {
  /** mV under voltage clamp; in the unit of the current's parameter under current clamp. */
  readonly level: number;
  /** ms */
  readonly duration: number;
}

export interface ClampTraces {
  /** ms, every `sampleEvery`; both ends of a segment are in it, so a time where the level jumps occurs twice. */
  readonly times: Float64Array;
  /** The level at each time. */
  readonly level: Float64Array;
  /** State variables in their own units. */
  readonly states: Readonly<Record<string, Float64Array>>;
  /** Currents through the channels, inward positive, in their own units. */
  readonly currents: Readonly<Record<string, Float64Array>>;
  readonly units: Readonly<Record<string, string>>;
  /** Upward crossings of 0 mV (current clamp), ms. */
  readonly spikeTimes: readonly number[];
}

export interface ClampOptions {
  readonly protocol: readonly Segment[];
  /** ms; default 0.05. */
  readonly sampleEvery?: number;
  /** Of the judge. */
  readonly tolerance?: number;
}

export interface VoltageClampTraces extends ClampTraces {
  /**
   * Current that the electrode passes to hold the voltage, positive outward through the membrane (the usual sign of clamp records): −Σ of
   * all inward currents. Capacitive transients at the jumps are left out. In the unit of the capacitance times mV/ms; in mV/ms where the
   * cell has no parameter C.
   */
  readonly clamp: Float64Array;
}

/**
 * Holds the voltage at each level in turn, from the specimen's initial gates. Everything else follows its own equations. Throws a UserError
 * for an empty protocol or one with a duration that is not above 0.
 */
export function voltageClamp(subject: Specimen, options: ClampOptions, ...more: undefined[]): VoltageClampTraces {
  noMore('voltageClamp', 'a specimen and options', more);
  readVoltageClamp(options);
  const held = clamped(subject);
  const index = subject.model.states.findIndex((s) => s.name === subject.voltage);
  const traces = follow(held, options, (at, level) =>
    altered(at, { initial: { [subject.voltage]: fromUnit(level, 'mV') } }),
  );
  const C = subject.parameters['C'] ?? 1;
  const slope = new Tape([subject.model.states[index]!.derivative], subject.model);
  slope.setParameters(subject.parameters);
  const y = new Float64Array(subject.model.states.length);
  const out = new Float64Array(1);
  const clamp = traces.times.map((time, t) => {
    for (let s = 0; s < y.length; s++) y[s] = traces.raw[s]![t]!;
    slope.run(time, y, out);
    return -C * out[0]! + 0;
  });
  return { ...publicPart(traces), clamp };
}

/**
 * Injects each level in turn through the parameter `parameter` (default I). The state carries over from segment to segment.
 */
export function currentClamp(
  subject: Specimen,
  options: ClampOptions & { readonly parameter?: string },
  ...more: undefined[]
): ClampTraces {
  noMore('currentClamp', 'a specimen and options', more);
  const { parameter = 'I' } = readCurrentClamp(options);
  const unit = unitNamed(subject.model, parameter);
  return publicPart(
    follow(subject, options, (at, level) => altered(at, { parameters: { [parameter]: fromUnit(level, unit) } })),
  );
}

const clampFields: Fields<ClampOptions> = {
  protocol: listOf(optionsField(optionsOf<Segment>('segment', { level: number, duration: number }))),
  sampleEvery: optional(number),
  tolerance: optional(number),
};

const readVoltageClamp = optionsOf<ClampOptions>('voltageClamp', clampFields);
const readCurrentClamp = optionsOf<ClampOptions & { readonly parameter?: string }>('currentClamp', {
  ...clampFields,
  parameter: optional(text),
});

/** Most samples of a trace. */
const MOST_SAMPLES = 1e8;

interface Followed extends ClampTraces {
  /** State variables in the model's order, internal units. */
  readonly raw: readonly Float64Array[];
}

const publicPart = ({ raw: _, ...traces }: Followed): ClampTraces => traces;

function follow(
  subject: Specimen,
  options: ClampOptions,
  enter: (subject: Specimen, level: number) => Specimen,
): Followed {
  const { protocol, sampleEvery = 0.05, tolerance } = options;
  if (protocol.length === 0) throw new UserError('The protocol is empty; give at least one segment.');
  if (protocol.reduce((n, { duration }) => n + duration / sampleEvery, 0) > MOST_SAMPLES)
    throw new UserError(
      `The protocol has more than ${MOST_SAMPLES} samples; make it shorter, or take them farther apart.`,
    );
  if (!(sampleEvery > 0)) throw new UserError(`Samples are ${sampleEvery} ms apart; the distance must be above 0.`);
  const { model } = subject;
  const parts: {
    times: Float64Array;
    level: number;
    start: number;
    raw: Float64Array[];
    traces: Record<string, Float64Array>;
  }[] = [];
  const spikeTimes: number[] = [];
  let start = 0;
  let now = subject;
  for (const { level, duration } of protocol) {
    if (!(duration > 0)) throw new UserError(`A segment of the protocol lasts ${duration} ms; it must be above 0.`);
    now = enter(now, level);
    const judged: JudgeOptions = { duration, ...(tolerance === undefined ? {} : { tolerance }) };
    const exact = judge(shifted(now, start), judged);
    const count = Math.max(1, Math.round(duration / sampleEvery));
    const local = Float64Array.from({ length: count + 1 }, (_, i) => Math.min(duration, i * sampleEvery));
    local[count] = duration;
    const raw = model.states.map(() => new Float64Array(local.length));
    const y = new Float64Array(model.states.length);
    local.forEach((time, t) => {
      exact.at(time, y);
      for (let s = 0; s < y.length; s++) raw[s]![t] = y[s]!;
    });
    const times = local.map((time) => start + time);
    parts.push({ times, level, start, raw, traces: derivedTraces(now, times, raw, currentNames(now)).values });
    for (const time of exact.spikeTimes) spikeTimes.push(start + time);
    now = altered(now, { initial: Object.fromEntries(model.states.map((s, i) => [s.name, y[i]!])) });
    start += duration;
  }
  const raw = model.states.map((_, s) => join(parts.map((p) => p.raw[s]!)));
  const names = currentNames(subject);
  return {
    times: join(parts.map((p) => p.times)),
    level: join(parts.map((p) => p.times.map(() => p.level))),
    states: Object.fromEntries(model.states.map((s, i) => [s.name, raw[i]!.map((value) => toUnit(value, s.unit))])),
    currents: Object.fromEntries(names.map((name) => [name, join(parts.map((p) => p.traces[name]!))])),
    units: Object.fromEntries([...model.states.map((s) => s.name), ...names].map((n) => [n, unitNamed(model, n)])),
    spikeTimes,
    raw,
  };
}

/** The cell with its own clock `start` ms ahead, for stimuli that depend on time. */
function shifted(subject: Specimen, start: number): Specimen {
  if (start === 0) return subject;
  const later = b.add(b.time, b.number(start));
  const { model } = subject;
  const states = model.states.map((s) => ({ ...s, derivative: replaceTime(s.derivative, later) }));
  return { ...subject, model: { ...model, states } };
}

const join = (parts: readonly Float64Array[]): Float64Array => {
  const out = new Float64Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** The cell with its voltage held: no derivative, no spikes. */
export function clamped(subject: Specimen): Specimen {
  const { model } = subject;
  const states = model.states.map((s) => (s.name === subject.voltage ? { ...s, derivative: b.zero, noise: [] } : s));
  const held: Model = { ...model, states, threshold: undefined, reset: [], refractory: undefined };
  return { ...subject, model: held };
}

const replaceTime = (e: Expr, later: Expr): Expr => transform([e], (node) => (node === b.time ? later : undefined))[0]!;

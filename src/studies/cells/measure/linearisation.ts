/** Any cell near an operating point, and the leaky cell that stands for it there. */
import {
  altered,
  linearise,
  type Model,
  networkOf,
  type Specimen,
  steadyCurrent,
  steadyState,
} from '../../../index.ts';
import { presetByName } from '../../../presets/index.ts';
import { runNetwork } from '../../run.ts';
import type { Points } from '../../study.ts';
import { needsCurrent, type SubjectValues, subjectWithCurrents } from '../../subject.ts';

export interface LinearisationResult {
  /** Of currents: 'pA' or 'uA/cm^2'. */
  readonly unit: string;
  /** What conductances, resistances and capacitances are in, next to that unit. */
  readonly units: { readonly g: string; readonly R: string; readonly C: string };
  /** Injected current that holds the cell against its voltage (mV). */
  readonly curve: Points;
  /** The leaky cell at the operating point: with all gates settled (g, R, tauSteady), and with gates held (gInstant, tau). */
  readonly at: {
    readonly V: number;
    readonly I: number;
    readonly C: number;
    readonly g: number;
    readonly gInstant: number;
    readonly R: number;
    readonly tau: number;
    readonly tauSteady: number;
    readonly E: number;
  };
  /** Step of the current. */
  readonly step: number;
  /** V (mV) against time (ms) after the current stepped from I to I + step. */
  readonly response: Points;
  /** The same of the leaky cell that stands for it, at the same times: with all gates settled, and with gates held. */
  readonly leaky: { readonly settled: Float64Array; readonly held: Float64Array };
}

const unitsBeside = {
  pA: { g: 'nS', R: 'GΩ', C: 'pF' },
  'uA/cm^2': { g: 'mS/cm²', R: 'kΩ·cm²', C: 'µF/cm²' },
} as const;

export interface LinearisationValues extends SubjectValues {
  /** Operating point, mV. */
  readonly V: number;
  /** Size of the step: what the leaky cell would settle at, above V, mV. */
  readonly size: number;
}

export async function measureLinearisation(values: LinearisationValues): Promise<LinearisationResult> {
  const { V, size } = values;
  const { subject, model, integrator } = prepared(values);
  const { voltage } = subject;
  const at = linearise(model, V, voltage);
  const step = size * Math.abs(at.g);
  const voltages = Float64Array.from({ length: 181 }, (_, k) => -110 + 0.5 * k);
  const curve = { x: voltages, y: voltages.map((v) => steadyCurrent(model, v, voltage)) };
  const unit = model.parameters.find((p) => p.name === 'I')?.unit ?? 'pA';
  const answer = await response(subject, model, integrator, V, at.I + step, Math.abs(at.tau_steady));
  const leaky = (g: number, tau: number): Float64Array => answer.x.map((t) => V - (step / g) * Math.expm1(-t / tau));
  return {
    unit,
    units: unit === 'pA' ? unitsBeside.pA : unitsBeside['uA/cm^2'],
    curve,
    at: {
      V,
      I: at.I,
      C: at.C,
      g: at.g,
      gInstant: at.g_instant,
      R: at.R,
      tau: at.tau,
      tauSteady: at.tau_steady,
      E: at.E,
    },
    step,
    response: answer,
    leaky: { settled: leaky(at.g, at.tau_steady), held: leaky(at.g_instant, at.tau) },
  };
}

export interface SettlingResult {
  readonly unit: string;
  /** Current against the voltage (mV) at which a cell stays under it, by rising voltage. */
  readonly points: Points;
}

/** mV. Where this cell is not stable, the nanoamperes that would hold it drive it out of all range. */
const highest: Readonly<Record<string, number>> = { 'tm-cell': -60 };

export async function measureSettling(values: SubjectValues): Promise<SettlingResult> {
  const { subject, model, integrator } = prepared(values);
  // Above its threshold a cell with a reset only races to the next one.
  const known = values.network === undefined ? highest[values.preset] : undefined;
  const top = model.reset.length > 0 ? -48 : (known ?? -20);
  const unit = model.parameters.find((p) => p.name === 'I')?.unit ?? 'pA';
  return { unit, points: await settledUpTo(subject, model, integrator, top) };
}

/** The cell, its model with its own numbers, and how it is stepped: gates are linear in themselves, and exponential steps are stable. */
function prepared(values: SubjectValues) {
  const subject = subjectWithCurrents(values, true);
  const isOwn = values.network !== undefined;
  if (isOwn) needsCurrent(subject);
  const model = withValues(subject);
  const resets = isOwn ? 'rk4' : presetByName(values.preset).integrator;
  const integrator = model.reset.length > 0 ? resets : 'exp_euler';
  return { subject, model, integrator };
}

/** The model with the specimen's numbers in place of its defaults. */
const withValues = ({ model, parameters }: Specimen): Model => ({
  ...model,
  parameters: model.parameters.map((p) => ({ ...p, value: parameters[p.name]! })),
});

/** The state in which everything but the voltage has settled at V. */
const restingAt = (subject: Specimen, model: Model, V: number): Specimen =>
  altered(subject, {
    initial: { ...steadyState(model, subject.voltage, V, { [subject.voltage]: V }), [subject.voltage]: V },
  });

/** Cells under constant currents, each started on the steady curve: those that stay there are stable. */
async function settledUpTo(subject: Specimen, model: Model, integrator: string, top: number): Promise<Points> {
  const { voltage } = subject;
  const starts = Array.from({ length: 37 }, (_, k) => -110 + 2.5 * k).filter((v) => v <= top);
  const states = starts.map((v) => restingAt(subject, model, v).initial);
  const currents = starts.map((v) => steadyCurrent(model, v, voltage));
  // A little off the curve, so that an unstable point is left.
  const perCell: Record<string, Float64Array> = { I: Float64Array.from(currents) };
  for (const { name } of model.states)
    perCell[name] = Float64Array.from(states, (s) => s[name]! + (name === voltage ? 0.5 : 0));
  const duration = 200;
  const ran = await runNetwork(networkOf(subject, starts.length, perCell), starts.length, {
    dt: 0.01,
    duration,
    from: 0.85 * duration,
    integrator,
    record: { variables: [voltage], cells: starts.map((_, i) => i) },
  });
  const x: number[] = [];
  const y: number[] = [];
  ran.traces.forEach((columns, k) => {
    const late = columns[0]!;
    const [low, high] = late.reduce(
      ([a, b], v) => [Math.min(a, v), Math.max(b, v)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    if (ran.spikes[k]!.some((t) => t > duration / 2) || !(high - low < 0.05)) return;
    // Two cells of one current may come to rest at one place.
    if (x.some((v, n) => Math.abs(v - late.at(-1)!) < 1e-3 && Math.abs(y[n]! - currents[k]!) < 1e-6 * Math.abs(y[n]!)))
      return;
    x.push(late.at(-1)!);
    y.push(currents[k]!);
  });
  const order = x.map((_, k) => k).sort((a, b) => x[a]! - x[b]!);
  return { x: Float64Array.from(order, (k) => x[k]!), y: Float64Array.from(order, (k) => y[k]!) };
}

/** V after a step of the current away from rest at V. */
async function response(
  subject: Specimen,
  model: Model,
  integrator: string,
  V: number,
  I: number,
  tau: number,
): Promise<Points> {
  const from = altered(restingAt(subject, model, V), { parameters: { I } });
  const duration = Math.min(250, Math.max(40, 6 * tau));
  const dt = 0.01;
  const ran = await runNetwork(networkOf(from), 1, {
    dt,
    duration,
    integrator,
    record: { variables: [subject.voltage], cells: [0] },
  });
  const trace = ran.traces[0]![0]!;
  const every = Math.max(1, Math.floor(trace.length / 800));
  const count = Math.floor(trace.length / every);
  const x = Float64Array.from({ length: count + 1 }, (_, k) => k * every * dt);
  const y = x.map((_, k) => (k === 0 ? V : trace[k * every - 1]!));
  return { x, y };
}

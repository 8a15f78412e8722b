/** Any cell near an operating point, and the leaky cell that stands for it there. */
import {
  altered,
  linearise,
  type Model,
  networkOf,
  type Specimen,
  specimenOf,
  steadyCurrent,
  steadyState,
} from '../../../../index.ts';
import { type Preset, presetByName, presetValues } from '../../../../presets/index.ts';
import { runNetwork } from './run.ts';
import type { LocalInput, LocalOutput, Points } from './tasks.ts';

const unitsBeside = {
  pA: { g: 'nS', R: 'GΩ', C: 'pF' },
  'uA/cm^2': { g: 'mS/cm²', R: 'kΩ·cm²', C: 'µF/cm²' },
} as const;

/** How the laboratory steps a cell: gates are linear in themselves, and exponential steps keep them stable at any voltage. */
const ruleFor = (model: Model, preset: Preset): string => (model.reset.length > 0 ? preset.integrator : 'exp_euler');

/** The points of the steady curve at which the cell stays. */
export async function settled({ cell }: { cell: string }): Promise<Points> {
  const preset = presetByName(cell);
  const subject = specimenOf(preset.build(presetValues(preset), 1));
  const model = withValues(subject);
  const rule = ruleFor(model, preset);
  // Above its threshold a cell with a reset only races to the next one.
  const top = model.reset.length > 0 ? -48 : (highest[cell] ?? -20);
  return settledUpTo(subject, model, rule, top);
}

/** mV. Where this cell is not stable, the nanoamperes that would hold it drive it out of all range. */
const highest: Readonly<Record<string, number>> = { 'tm-cell': -60 };

export async function local({ cell, V, size }: LocalInput): Promise<LocalOutput> {
  const preset = presetByName(cell);
  const subject = specimenOf(preset.build(presetValues(preset), 1));
  const model = withValues(subject);
  const { voltage } = subject;
  const integrator = ruleFor(model, preset);
  const at = linearise(model, V, voltage);
  const step = size * Math.abs(at.g);
  const voltages = Float64Array.from({ length: 181 }, (_, k) => -110 + 0.5 * k);
  const curve = { x: voltages, y: voltages.map((v) => steadyCurrent(model, v, voltage)) };
  const unit = model.parameters.find((p) => p.name === 'I')?.unit ?? 'pA';
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
    response: await response(subject, model, integrator, V, at.I + step, Math.abs(at.tau_steady)),
  };
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

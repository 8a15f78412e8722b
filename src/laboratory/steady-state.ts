/** Steady states under voltage clamp, and the current–voltage curve they make. */

import { UserError } from '../errors.ts';
import { derivative } from '../expression/derivative.ts';
import { Tape } from '../expression/tape.ts';
import { noMore } from '../no-more.ts';
import { fromUnit, toUnit } from '../quantity/quantity.ts';
import { clamped } from './clamp.ts';
import { currentNames, derivedTraces } from './derived.ts';
import { judge } from './judge.ts';
import { altered, type Specimen, unitNamed } from './specimen.ts';

export interface SteadyStateIV {
  /** mV */
  readonly voltages: Float64Array;
  /**
   * Sum of all inward currents: C·dV/dt. Zero where the cell can rest. In the unit of the injected current; mV/ms without a parameter C.
   */
  readonly total: Float64Array;
  /** Each channel's current, inward positive, in its own unit. */
  readonly currents: Readonly<Record<string, Float64Array>>;
  /** All other state variables at rest there, in their own units. */
  readonly states: Readonly<Record<string, Float64Array>>;
  readonly units: Readonly<Record<string, string>>;
  /** Voltages (mV, by straight lines) at which `total` is 0: where the cell would rest. A 'rising' one is unstable. */
  readonly rests: readonly { readonly voltage: number; readonly slope: 'falling' | 'rising' }[];
}

/**
 * The current through the membrane when everything but the voltage has settled, at each of the given voltages (mV). Throws a UserError
 * where a variable does not settle.
 */
export function steadyStateIV(subject: Specimen, voltages: ArrayLike<number>, ...more: undefined[]): SteadyStateIV {
  noMore('steadyStateIV', 'a specimen and voltages', more);
  const { model } = subject;
  const solver = new Settled(subject);
  const count = voltages.length;
  const raw = model.states.map(() => new Float64Array(count));
  for (let t = 0; t < count; t++) {
    const settled = solver.at(voltages[t]!);
    for (let s = 0; s < raw.length; s++) raw[s]![t] = settled[s]!;
  }
  const index = model.states.findIndex((s) => s.name === subject.voltage);
  const slope = new Tape([model.states[index]!.derivative], model);
  slope.setParameters(subject.parameters);
  const out = new Float64Array(1);
  const C = subject.parameters['C'] ?? 1;
  const total = Float64Array.from({ length: count }, (_, t) => {
    slope.run(
      0,
      raw.map((column) => column[t]!),
      out,
    );
    return C * out[0]!;
  });
  const names = currentNames(subject);
  const { values: currents } = derivedTraces(subject, new Float64Array(count), raw, names);
  const others = model.states.filter((s) => s.name !== subject.voltage);
  return {
    voltages: Float64Array.from(voltages),
    total,
    currents,
    states: Object.fromEntries(
      others.map((s) => [s.name, raw[model.states.indexOf(s)]!.map((value) => toUnit(value, s.unit))]),
    ),
    units: Object.fromEntries([...others.map((s) => s.name), ...names].map((n) => [n, unitNamed(model, n)])),
    rests: zeros(voltages, total),
  };
}

function zeros(voltages: ArrayLike<number>, total: Float64Array): SteadyStateIV['rests'] {
  const found: { voltage: number; slope: 'falling' | 'rising' }[] = [];
  for (let i = 1; i < total.length; i++) {
    const [a, b] = [total[i - 1]!, total[i]!];
    if (a === b || a * b > 0 || (a === 0 && i > 1)) continue;
    const voltage = voltages[i - 1]! + (a / (a - b)) * (voltages[i]! - voltages[i - 1]!);
    found.push({ voltage, slope: b < a ? 'falling' : 'rising' });
  }
  return found;
}

/** The state of a cell with its voltage held for ever: by sweeps over variables that are linear in themselves, else by waiting. */
class Settled {
  readonly #subject: Specimen;
  readonly #held: Specimen;
  readonly #index: number;
  /** At 0 and 1: the derivative of each variable, from which its rate and limit follow. */
  readonly #slopes: Tape;
  readonly #rates: Tape;
  readonly #last: Float64Array;

  constructor(subject: Specimen) {
    this.#subject = subject;
    this.#held = clamped(subject);
    const { model } = subject;
    this.#index = model.states.findIndex((s) => s.name === subject.voltage);
    this.#slopes = new Tape(
      model.states.map((s) => s.derivative),
      model,
    );
    this.#rates = new Tape(
      model.states.map((s) => derivative(s.derivative, s.name)),
      model,
    );
    this.#slopes.setParameters(subject.parameters);
    this.#rates.setParameters(subject.parameters);
    this.#last = Float64Array.from(model.states, (s) => subject.initial[s.name]!);
  }

  at(V: number): Float64Array {
    const y = this.#last;
    y[this.#index] = fromUnit(V, 'mV');
    const start = y.slice();
    if (!this.#sweep(y)) {
      y.set(start);
      this.#wait(y);
    }
    return y.slice();
  }

  /** Newton's method on each variable in turn. Answers whether it settled. */
  #sweep(y: Float64Array): boolean {
    const f = new Float64Array(y.length);
    const rate = new Float64Array(y.length);
    for (let sweep = 0; sweep < 100; sweep++) {
      let change = 0;
      for (let s = 0; s < y.length; s++) {
        if (s === this.#index) continue;
        this.#slopes.run(0, y, f);
        this.#rates.run(0, y, rate);
        const step = -f[s]! / rate[s]!;
        if (!(rate[s]! < 0) || !Number.isFinite(step)) return false;
        y[s] = y[s]! + step;
        change = Math.max(change, Math.abs(step) / (1e-6 + Math.abs(y[s]!)));
      }
      if (change < 1e-12) return true;
    }
    return false;
  }

  /** Follows the clamped cell until nothing moves any more. */
  #wait(y: Float64Array): void {
    const { model } = this.#subject;
    for (let duration = 100; duration <= 1e5; duration *= 10) {
      const at = altered(this.#held, { initial: Object.fromEntries(model.states.map((s, i) => [s.name, y[i]!])) });
      judge(at, { duration, tolerance: 1e-9, longestStep: duration }).at(duration, y);
      if (this.#sweep(y)) return;
    }
    throw new UserError(`At ${toUnit(y[this.#index]!, 'mV')} mV the cell does not settle within 100 s.`);
  }
}

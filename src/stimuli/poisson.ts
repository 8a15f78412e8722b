/** Poisson spike trains: one per cell, independent, as Bernoulli trials of probability rate·dt per step. */
import { parseExpression } from '../equations/expression.ts';
import type { Model, ModelParameter } from '../equations/model.ts';
import { emptyScope } from '../equations/scope.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { some } from '../expression/visit.ts';
import { type Dimension, timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { sourceModel } from './source.ts';

export interface PoissonOptions {
  /** Rate of every train, '300 Hz' or a function of time, '20 Hz*(1 + sin(2*pi*5 Hz*t))'; or one constant rate per cell. */
  readonly rate: string | readonly string[];
  /** Time of the first possible spike: '1 ms'. Default: the start. */
  readonly from?: string;
  /** Time after the last possible spike: '51 ms'. Default: never ends. */
  readonly to?: string;
}

const frequency: Dimension = [0, -1, 0, 0, 0, 0];

/**
 * A model with the shared parameters `rate`, `from` and `to`, which can be changed on the running network (`rate` is per cell if given
 * so, and no parameter if it is a function of time; where that is negative no train spikes, beyond 1/dt all do). A cell
 * spikes in step k where from ≤ k·dt < to, both rounded to steps, with probability rate·dt.
 */
export function poissonModel(cells: number, options: PoissonOptions): (dt: number) => Model {
  const read = [options.rate].flat().map(readRate);
  const course = Array.isArray(options.rate) ? undefined : read.find(varies);
  const rates = course ? [] : read.map((rate, k) => constantRate(rate, [options.rate].flat()[k]!));
  if (Array.isArray(options.rate) && rates.length !== cells)
    throw new UserError(`A Poisson source of ${cells} cells needs one rate or ${cells} rates; it got ${rates.length}.`);
  const time = (name: 'from' | 'to'): number | undefined =>
    options[name] === undefined
      ? undefined
      : parseQuantity(options[name], timeDimension, `'${name}' of a Poisson source`).value;
  const from = time('from');
  const to = time('to');
  if (from !== undefined && to !== undefined && to < from)
    throw new UserError(`A Poisson source from '${options.from}' to '${options.to}' ends before it starts.`);
  const parameters: ModelParameter[] = course
    ? []
    : [
        {
          name: 'rate',
          dimension: frequency,
          unit: 'Hz',
          value: Array.isArray(options.rate) ? Float64Array.from(rates) : rates[0]!,
        },
      ];
  let window = b.always;
  // Steps are compared, not times: k·dt is rounded in f32.
  const nearestStep = (name: string) => b.unary('floor', b.add(b.div(b.parameter(name), b.dt), b.number(0.5)));
  if (from !== undefined) {
    parameters.push({ name: 'from', dimension: timeDimension, unit: 'ms', value: from });
    window = b.and(window, b.compare('ge', b.step, nearestStep('from')));
  }
  if (to !== undefined) {
    parameters.push({ name: 'to', dimension: timeDimension, unit: 'ms', value: to });
    window = b.and(window, b.compare('lt', b.step, nearestStep('to')));
  }
  const draw = b.compare('lt', b.random('uniform', 0), b.mul(course ?? b.parameter('rate'), b.dt));
  const model = sourceModel({
    parameters,
    threshold: b.and(window, draw),
    draws: 1,
    says: `rand() < ${course ? `(${options.rate})` : 'rate'}*dt${from === undefined ? '' : ' and t >= from'}${to === undefined ? '' : ' and t < to'}`,
  });
  return (dt) => {
    const fastest = rates.reduce((a, rate) => Math.max(a, rate), 0);
    if (fastest * dt > 1)
      throw new UserError(
        `A Poisson source of ${fastest * 1000} Hz would spike more than once per step of ${dt} ms; use more trains of a lower rate, or a smaller dt.`,
      );
    return model;
  };
}

function readRate(text: string): Expr {
  const { value } = parseExpression(text, emptyScope, frequency, 'rate of a Poisson source');
  if (some(value, (e) => e.op === 'random' || e.op === 'dt' || e.op === 'cell'))
    throw new UserError(`The rate '${text}' of a Poisson source may use numbers with units and the time t only.`);
  return value;
}

const varies = (rate: Expr): boolean => some(rate, (e) => e.op === 'time');

/** The value of a rate without time, per ms. */
function constantRate(rate: Expr, text: string): number {
  if (varies(rate))
    throw new UserError(`The rate '${text}' varies with time; give it as the one rate of a source of its own.`);
  const value = evaluate(rate, () => undefined);
  if (!(value >= 0 && Number.isFinite(value)))
    throw new UserError(`The rate of a Poisson source is finite and not negative; it got '${text}'.`);
  return value;
}

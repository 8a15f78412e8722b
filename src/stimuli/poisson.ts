/** Poisson spike trains: one per cell, independent, as Bernoulli trials of probability rate·dt per step. */
import type { Model, ModelParameter } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { type Dimension, timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { sourceModel } from './source.ts';

export interface PoissonOptions {
  /** Rate of every train, or one per cell: '300 Hz'. */
  readonly rate: string | readonly string[];
  /** Time of the first possible spike: '1 ms'. Default: the start. */
  readonly from?: string;
  /** Time after the last possible spike: '51 ms'. Default: never ends. */
  readonly to?: string;
}

const frequency: Dimension = [0, -1, 0, 0, 0, 0];

/**
 * A model with the shared parameters `rate`, `from` and `to`, which can be changed on the running network (`rate` is per cell if given
 * so). A cell spikes in step k where from ≤ k·dt < to, both rounded to steps, with probability rate·dt.
 */
export function poissonModel(cells: number, options: PoissonOptions): (dt: number) => Model {
  const rates = [options.rate].flat().map((rate) => {
    const { value } = parseQuantity(rate, frequency, 'rate of a Poisson source');
    if (value < 0) throw new UserError(`The rate of a Poisson source cannot be negative; it got '${rate}'.`);
    return value;
  });
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
  const parameters: ModelParameter[] = [
    {
      name: 'rate',
      dimension: frequency,
      unit: 'Hz',
      value: rates.length === 1 ? rates[0]! : Float64Array.from(rates),
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
  const draw = b.compare('lt', b.random('uniform', 0), b.mul(b.parameter('rate'), b.dt));
  const model = sourceModel({
    parameters,
    threshold: b.and(window, draw),
    draws: 1,
    says: `rand() < rate*dt${from === undefined ? '' : ' and t >= from'}${to === undefined ? '' : ' and t < to'}`,
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

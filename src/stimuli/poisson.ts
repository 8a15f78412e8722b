/** Poisson spike trains: one per cell, independent, as Bernoulli trials of probability rate·dt per step. */
import { parseExpression } from '../equations/expression.ts';
import type { ModelParameter, StateVariable, TableDescription } from '../equations/model.ts';
import { emptyScope, type Scope } from '../equations/scope.ts';
import { parseTables } from '../equations/tables.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expr } from '../expression/node.ts';
import { some, transform } from '../expression/visit.ts';
import { anything, either, listOf, object, optional, optionsOf, quantity, recordOf, text } from '../options.ts';
import { type Dimension, dimensionless, timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { type Source, sourceModel } from './source.ts';

export interface PoissonOptions {
  /**
   * Rate of every train: '300 Hz', a function of time and of the number of the train, '20 Hz*(1 + sin(2*pi*5 Hz*t))', 'rates(t)',
   * 'rates(t, i)'; or one constant rate per cell.
   */
  readonly rate: string | readonly string[];
  /** Tables that `rate` reads: { rates: { values: ['10 Hz', '100 Hz'], dt: '1 s' } }, or with a list of values for each train. */
  readonly tables?: Readonly<Record<string, TableDescription>>;
  /** Time of the first possible spike: '1 ms'. Default: the start. */
  readonly from?: string;
  /** Time after the last possible spike: '51 ms'. Default: never ends. */
  readonly to?: string;
}

const frequency: Dimension = [0, -1, 0, 0, 0, 0];

/**
 * A model with the shared parameters `rate`, `from` and `to`, which can be changed on the running network (`rate` is per cell if given
 * so, and no parameter if it is a function of time or of the train; where that is negative no train spikes). A cell spikes in step k where
 * from ≤ k·dt < to, both rounded to steps, with probability rate·dt. A rate that turns out to be above 1/dt in that time, or to have no
 * value, ends the run with a BlowUpError.
 */
export function poissonModel(cells: number, options: PoissonOptions): Source {
  readPoisson(options);
  const tables = parseTables(options.tables);
  for (const [name, { courses }] of tables)
    if (courses !== undefined && courses !== cells)
      throw new UserError(
        `tables.${name}: ${courses} courses for ${cells} trains; give one per train, or one list for all.`,
      );
  const read = [options.rate].flat().map((text) => readRate(text, tables));
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
  const nearestStep = (name: string) => b.unary('floor', b.add(b.div(b.parameter(name), b.dt), b.number(0.5)));
  if (from !== undefined) {
    parameters.push({ name: 'from', dimension: timeDimension, unit: 'ms', value: from });
    window = b.and(window, b.compare('ge', b.step, nearestStep('from')));
  }
  if (to !== undefined) {
    parameters.push({ name: 'to', dimension: timeDimension, unit: 'ms', value: to });
    window = b.and(window, b.compare('lt', b.step, nearestStep('to')));
  }
  const perStep = b.mul(course ?? b.parameter('rate'), b.dt);
  // A rate that is known only at its time is looked at then: beyond 1/dt each train spikes, and keeps a number that the run stops at.
  const draw = course ? b.or(happens(perStep), b.not(b.compare('le', perStep, b.one))) : happens(perStep);
  const model = sourceModel({
    ...(course ? { states: [chance], reset: [{ target: chance.name, value: perStep }] } : {}),
    parameters,
    threshold: b.and(window, draw),
    tables: [...tables].map(([name, { values }]) => ({ name, values })),
    draws: 2,
    bounds: Array.isArray(options.rate) || course ? [] : [{ value: b.mul(b.parameter('rate'), b.dt), ...atMostOne }],
    says: `rand() < ${course ? `(${options.rate})` : 'rate'}*dt${from === undefined ? '' : ' and t >= from'}${to === undefined ? '' : ' and t < to'}`,
  });
  return {
    shape: model,
    model(dt) {
      const fastest = rates.reduce((a, rate) => Math.max(a, rate), 0);
      if (fastest * dt > 1)
        throw new UserError(
          `A Poisson source of ${fastest * 1000} Hz would spike more than once per step of ${dt} ms; use more trains of a lower rate, or a smaller dt.`,
        );
      return model;
    },
  };
}

const readPoisson = optionsOf<PoissonOptions & { readonly name?: string; readonly positions?: object }>('poisson', {
  rate: either("a text such as '300 Hz', or a list of them,", text, listOf(text)),
  from: optional(quantity),
  to: optional(quantity),
  tables: optional(recordOf(anything)),
  name: optional(anything),
  positions: optional(object),
});

function readRate(text: string, tables: Scope['tables']): Expr {
  const { value } = parseExpression(text, { ...emptyScope, tables }, frequency, 'rate of a Poisson source');
  // A table keeps clear of the edges of its entries by a part of dt.
  const [bare] = transform([value], (e) => (e.op === 'lookup' ? b.zero : undefined)) as [Expr];
  if (some(value, (e) => e.op === 'draw') || some(bare, (e) => e.op === 'dt'))
    throw new UserError(
      `The rate '${text}' of a Poisson source may use numbers with units, the time t, the number i of the train and its tables only.`,
    );
  return value;
}

/**
 * Whether an event of probability p happens, by two uniform numbers of 24 bits: exact to 2⁻⁴⁸, so rare spikes are as frequent as they
 * should be. p is rounded to f32 first; then all that follows is exact in f32.
 */
function happens(p: Expr): Expr {
  const scaled = b.mul(b.number(2 ** 24), b.unary('single', p));
  const whole = b.unary('floor', scaled);
  const high = b.mul(b.number(2 ** -24), whole);
  const first = b.draw('uniform', 0);
  const tie = b.and(b.compare('eq', first, high), b.compare('lt', b.draw('uniform', 1), b.sub(scaled, whole)));
  return b.or(b.compare('lt', first, high), tie);
}

const atMostOne = {
  most: 1,
  what: 'The number of spikes per step of a Poisson source, rate·dt,',
  advice: 'a cell spikes at most once per step: use more trains of a lower rate, or a smaller dt',
};

/** Chance of the last spike. Functions and tables of time are good to some 10⁻⁶ in single precision, and rate·dt may be 1. */
const chance: StateVariable = {
  name: 'rate*dt',
  dimension: dimensionless,
  unit: '1',
  derivative: b.zero,
  noise: [],
  unlessRefractory: false,
  limit: 1 + 1e-5,
};

const varies = (rate: Expr): boolean => some(rate, (e) => ['time', 'cell', 'lookup'].includes(e.op));

/** The value of a rate that does not vary, per ms. */
function constantRate(rate: Expr, text: string): number {
  if (varies(rate))
    throw new UserError(
      `The rate '${text}' varies with time or from train to train; give it as the one rate of a source of its own.`,
    );
  const value = evaluate(rate, () => undefined);
  if (!(value >= 0 && Number.isFinite(value)))
    throw new UserError(`The rate of a Poisson source is finite and not negative; it got '${text}'.`);
  return value;
}

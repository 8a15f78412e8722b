/** What axes of the panels are in: physical units, or those of the cell itself. Curves are given in physical ones, and drawn in either. */
import { type Lif, timeConstant } from '../../../../index.ts';

/** An axis, from end to end as it is drawn. */
export interface UnitAxis {
  readonly unit: AxisUnit;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  /** With which values of its curves are read out. */
  readonly digits: number;
}

export class AxisUnit {
  readonly title: string;
  readonly name: string;
  /** Of values that are read out. */
  readonly text: string;
  readonly #factor: number;
  readonly #offset: number;

  /** A value is drawn at (value − `offset`)·`factor`. */
  constructor(title: string, name: string, text: string, factor = 1, offset = 0) {
    this.title = title;
    this.name = name;
    this.text = text;
    this.#factor = factor;
    this.#offset = offset;
  }

  of(value: number): number {
    return (value - this.#offset) * this.#factor;
  }

  all(values: ArrayLike<number>): ArrayLike<number> {
    if (this.#factor === 1 && this.#offset === 0) return values;
    return Float64Array.from(values, (v) => this.of(v));
  }

  /** Between two values. */
  axis(low: number, high: number, digits: number, log = false): UnitAxis {
    return this.drawn([this.of(low), this.of(high)], digits, log);
  }

  /** Between ends that are in the unit drawn. */
  drawn([low, high]: readonly [number, number], digits: number, log = false): UnitAxis {
    return { unit: this, low, high, log, digits };
  }
}

const milliseconds = new AxisUnit('t (ms)', 't', 'ms');
const millivolts = new AxisUnit('V (mV)', 'V', 'mV');

export const timeUnit = (cell: Parameters<typeof timeConstant>[0], own: boolean): AxisUnit =>
  own ? new AxisUnit('t / τ_m', 't', 'τ_m', 1 / timeConstant(cell)) : milliseconds;

export const voltageUnit = ({ V_th, E_L }: Pick<Lif, 'V_th' | 'E_L'>, own: boolean): AxisUnit =>
  own ? new AxisUnit('v', 'v', '', 1 / (V_th - E_L), E_L) : millivolts;

/** A unit that a title names: 'rate (Hz)'; without one the values are pure numbers. */
export const unit = (title: string, name = title.replace(/ \(.*/, '')): AxisUnit =>
  new AxisUnit(title, name, / \((.*)\)$/.exec(title)?.[1] ?? '');

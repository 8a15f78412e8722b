/**
 * Functions of time as texts for equations: currents, conductances, rates. Arguments are expressions with units ('300 pA', or the name of
 * a parameter, which then stays adjustable), and so is what comes back.
 */

import { noMore } from '../no-more.ts';
import { optional, optionsOf, text } from '../options.ts';

const group = (text: string): string => `(${text})`;

/** `amplitude` where from ≤ t < to; `to` left out: for good. */
export function stepFunction(
  options: {
    readonly amplitude: string;
    readonly from: string;
    readonly to?: string;
  },
  ...more: undefined[]
): string {
  noMore('stepFunction', 'options', more);
  const { amplitude, from, to } = optionsOf<typeof options>('stepFunction', {
    amplitude: text,
    from: text,
    to: optional(text),
  })(options);
  const inside = to === undefined ? `t >= ${group(from)}` : `t >= ${group(from)} and t < ${group(to)}`;
  return `${group(amplitude)}*int(${inside})`;
}

/** 0 before `from`, rising in a straight line to `amplitude` at `to`, and staying there. */
export function ramp(
  options: { readonly amplitude: string; readonly from: string; readonly to: string },
  ...more: undefined[]
): string {
  noMore('ramp', 'options', more);
  const { amplitude, from, to } = optionsOf<typeof options>('ramp', { amplitude: text, from: text, to: text })(options);
  return `${group(amplitude)}*clip((t - ${group(from)})/(${group(to)} - ${group(from)}), 0, 1)`;
}

/**
 * amplitude·sin(2π(t − from)/period). The period is divided out before the sine, so that single precision keeps the phase for as long as
 * it keeps the time.
 */
export function sine(
  options: { readonly amplitude: string; readonly period: string; readonly from?: string },
  ...more: undefined[]
): string {
  noMore('sine', 'options', more);
  const {
    amplitude,
    period,
    from = '0 ms',
  } = optionsOf<typeof options>('sine', {
    amplitude: text,
    period: text,
    from: optional(text),
  })(options);
  return `${group(amplitude)}*sin(2*pi*mod(t - ${group(from)}, ${group(period)})/${group(period)})`;
}

/**
 * A sine whose frequency rises (or falls) from `from` to `to` within `duration`, by equal ratios in equal times: phase
 * 2π·f₀·T/ln(f₁/f₀)·((f₁/f₀)^(t/T) − 1). 0 after the sweep. `from` and `to` must differ.
 */
export function chirp(
  options: {
    readonly amplitude: string;
    readonly from: string;
    readonly to: string;
    readonly duration: string;
  },
  ...more: undefined[]
): string {
  noMore('chirp', 'options', more);
  const { amplitude, duration } = optionsOf<typeof options>('chirp', {
    amplitude: text,
    from: text,
    to: text,
    duration: text,
  })(options);
  const [f0, f1, T] = [group(options.from), group(options.to), group(duration)];
  const cycles = `${f0}*${T}/log(${f1}/${f0})*(exp(log(${f1}/${f0})*t/${T}) - 1)`;
  return `${group(amplitude)}*sin(2*pi*mod(${cycles}, 1))*int(t < ${T})`;
}

/** A train of rectangular pulses: `amplitude` for `width` at the start of every `period`, from `from` on. */
export function pulses(
  options: {
    readonly amplitude: string;
    readonly period: string;
    readonly width: string;
    readonly from?: string;
  },
  ...more: undefined[]
): string {
  noMore('pulses', 'options', more);
  const {
    amplitude,
    period,
    width,
    from = '0 ms',
  } = optionsOf<typeof options>('pulses', {
    amplitude: text,
    period: text,
    width: text,
    from: optional(text),
  })(options);
  return `${group(amplitude)}*int(t >= ${group(from)} and mod(t - ${group(from)}, ${group(period)}) < ${group(width)})`;
}

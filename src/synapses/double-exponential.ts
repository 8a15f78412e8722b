/**
 * Double-exponential synapses: w·N·(e^(−t/τ_d) − e^(−t/τ_r)), N such that the peak is the weight (Destexhe, Mainen & Sejnowski 1994,
 * Neural Comput. 6:14; Roth & van Rossum 2009, in De Schutter, Computational Modeling Methods for Neuroscientists, eqs. 6.4–6.6).
 */

import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { optionsOf, quantity } from '../options.ts';
import { timeDimension } from '../quantity/dimension.ts';
import { parseQuantity } from '../quantity/quantity.ts';
import { checkLabel, type SynapsePart } from './part.ts';

export interface RiseAndDecay {
  /** Rise time constant; differs from the decay (for equal ones take an alpha synapse). */
  readonly rise: string;
  /** Decay time constant. */
  readonly decay: string;
}

export interface DoubleExponentialOptions extends RiseAndDecay {
  /** Reversal potential. */
  readonly E: string;
}

/**
 * A conductance that rises and decays; I = g·(E − V). `doubleExponentialConductance('e', …)` adds the variables g_e and h_e and the
 * parameters tau_r_e, tau_d_e and E_e; a spike adds its weight, the peak of g, to h_e.
 */
export function doubleExponentialConductance(
  label: string,
  options: DoubleExponentialOptions,
  ...more: undefined[]
): SynapsePart {
  noMore('doubleExponentialConductance', 'a label and options', more);
  checkLabel('doubleExponentialConductance', label);
  optionsOf<DoubleExponentialOptions>('doubleExponentialConductance', { rise: quantity, decay: quantity, E: quantity })(
    options,
  );
  check(label, options);
  return {
    label: `syn_${label}`,
    written: { name: 'doubleExponentialConductance', label, options: { ...options } },
    receives: `h_${label}`,
    fragment: (convention) => ({
      equations: [
        riseAndDecay(`g_${label}`, label, convention.conductance),
        `I_${label} = g_${label}*(E_${label} - V) : ${convention.current}`,
      ].join('\n'),
      parameters: { ...timeConstants(label, options), [`E_${label}`]: options.E },
      currents: [`I_${label}`],
      states: [`g_${label}`, `h_${label}`],
    }),
  };
}

/** A current that rises and decays: the variables I_e and h_e and the parameters tau_r_e and tau_d_e. */
export function doubleExponentialCurrent(label: string, options: RiseAndDecay, ...more: undefined[]): SynapsePart {
  noMore('doubleExponentialCurrent', 'a label and options', more);
  checkLabel('doubleExponentialCurrent', label);
  optionsOf<RiseAndDecay>('doubleExponentialCurrent', { rise: quantity, decay: quantity })(options);
  check(label, options);
  return {
    label: `syn_${label}`,
    written: { name: 'doubleExponentialCurrent', label, options: { ...options } },
    receives: `h_${label}`,
    fragment: (convention) => ({
      equations: riseAndDecay(`I_${label}`, label, convention.current),
      parameters: timeConstants(label, options),
      currents: [`I_${label}`],
      states: [`I_${label}`, `h_${label}`],
    }),
  };
}

/** The lines of y with the drive h: dy/dt = (k·h − y)/τ_d, dh/dt = −h/τ_r; k = N·(τ_d − τ_r)/τ_r makes the peak of y the jump of h. */
export function riseAndDecay(y: string, label: string, unit: string): string {
  const [r, d, h] = [`tau_r_${label}`, `tau_d_${label}`, `h_${label}`];
  const peak = `((${r}/${d})**(${r}/(${d} - ${r})) - (${r}/${d})**(${d}/(${d} - ${r})))`;
  return [
    `k_${label} = (${d} - ${r})/${r}/${peak} : 1`,
    `d${y}/dt = (k_${label}*${h} - ${y})/${d} : ${unit}`,
    `d${h}/dt = -${h}/${r} : ${unit}`,
  ].join('\n');
}

export const timeConstants = (label: string, { rise, decay }: RiseAndDecay): Record<string, string> => ({
  [`tau_r_${label}`]: rise,
  [`tau_d_${label}`]: decay,
});

/** Throws a UserError where the two time constants are no pair. */
export function check(label: string, { rise, decay }: RiseAndDecay): void {
  const [r, d] = [rise, decay].map(
    (text) => parseQuantity(text, timeDimension, `time constant of synapse ${label}`).value,
  );
  if (!(r! > 0 && d! > r!))
    throw new UserError(
      `The synapse ${label} rises with ${rise} and decays with ${decay}; the decay must be the longer one. For equal ones take an alpha synapse.`,
    );
}

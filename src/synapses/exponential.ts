/** Synapses that jump at a spike and decay exponentially: conductances and currents. */
import { noMore } from '../no-more.ts';
import { optionsOf, quantity } from '../options.ts';
import { checkLabel, type SynapsePart } from './part.ts';

export interface ExponentialOptions {
  /** Decay time constant. */
  readonly tau: string;
  /** Reversal potential. */
  readonly E: string;
}

/** Fields of the options of synapses with one time constant. */
export const conductanceFields = { tau: quantity, E: quantity };
export const currentFields = { tau: quantity };

/**
 * g jumps by the weight at a presynaptic spike and decays with τ; I = g·(E − V).
 * `exponentialConductance('e', …)` adds the variable g_e and the parameters tau_e and E_e.
 */
export function exponentialConductance(label: string, options: ExponentialOptions, ...more: undefined[]): SynapsePart {
  noMore('exponentialConductance', 'a label and options', more);
  checkLabel('exponentialConductance', label);
  optionsOf<ExponentialOptions>('exponentialConductance', conductanceFields)(options);
  return {
    label: `syn_${label}`,
    written: { name: 'exponentialConductance', label, options: { ...options } },
    receives: `g_${label}`,
    fragment: (convention) => ({
      equations: [
        `dg_${label}/dt = -g_${label}/tau_${label} : ${convention.conductance}`,
        `I_${label} = g_${label}*(E_${label} - V) : ${convention.current}`,
      ].join('\n'),
      parameters: { [`tau_${label}`]: options.tau, [`E_${label}`]: options.E },
      currents: [`I_${label}`],
      states: [`g_${label}`],
    }),
  };
}

/** A current that jumps by the weight and decays with τ: the variable I_e and the parameter tau_e. */
export function exponentialCurrent(
  label: string,
  options: { readonly tau: string },
  ...more: undefined[]
): SynapsePart {
  noMore('exponentialCurrent', 'a label and options', more);
  checkLabel('exponentialCurrent', label);
  optionsOf<{ readonly tau: string }>('exponentialCurrent', currentFields)(options);
  return {
    label: `syn_${label}`,
    written: { name: 'exponentialCurrent', label, options: { ...options } },
    receives: `I_${label}`,
    fragment: (convention) => ({
      equations: `dI_${label}/dt = -I_${label}/tau_${label} : ${convention.current}`,
      parameters: { [`tau_${label}`]: options.tau },
      currents: [`I_${label}`],
      states: [`I_${label}`],
    }),
  };
}

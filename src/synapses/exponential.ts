/** Exponential conductance synapses. */
import type { MembranePart } from '../cells/fragment.ts';

export interface ExponentialOptions {
  /** Decay time constant. */
  readonly tau: string;
  /** Reversal potential. */
  readonly E: string;
}

/**
 * g jumps by the weight at a presynaptic spike and decays with τ; I = g·(E − V).
 * `exponentialConductance('e', …)` adds the variable g_e and the parameters tau_e and E_e.
 */
export function exponentialConductance(label: string, options: ExponentialOptions): MembranePart {
  return {
    label: `syn_${label}`,
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

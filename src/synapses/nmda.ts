/** NMDA synapses: a slow conductance that magnesium blocks at rest. */
import { noMore } from '../no-more.ts';
import { optional, optionsOf, quantity } from '../options.ts';
import { check, type RiseAndDecay, riseAndDecay, timeConstants } from './double-exponential.ts';
import { checkLabel, type SynapsePart } from './part.ts';

export interface NmdaOptions extends Partial<RiseAndDecay> {
  /** Reversal potential; default 0 mV. */
  readonly E?: string;
  /** Magnesium concentration outside; default 1 mM. */
  readonly Mg?: string;
}

/**
 * I = g·B(V)·(E − V) with B = 1/(1 + [Mg]/3.57 mM·e^(−0.062·V/mV)) (Jahr & Stevens 1990, J. Neurosci. 10:3178, eq. 4a); g rises and
 * decays as `doubleExponentialConductance`, by default with 2 and 100 ms. `nmda('n')` adds the variables g_n and h_n and the parameters
 * tau_r_n, tau_d_n, E_n and Mg_n; a spike adds its weight, the peak of the unblocked g, to h_n.
 */
export function nmda(label = 'NMDA', options: NmdaOptions = {}, ...more: undefined[]): SynapsePart {
  noMore('nmda', 'a label and options', more);
  checkLabel('nmda', label);
  readNmda(options);
  const { rise = '2 ms', decay = '100 ms', E = '0 mV', Mg = '1 mM' } = options;
  check(label, { rise, decay });
  return {
    label: `syn_${label}`,
    written: { name: 'nmda', label, options: { ...options } },
    receives: `h_${label}`,
    fragment: (convention) => ({
      equations: [
        riseAndDecay(`g_${label}`, label, convention.conductance),
        `B_${label} = 1/(1 + Mg_${label}/(3.57 mM)*exp(-0.062*V/mV)) : 1`,
        `I_${label} = g_${label}*B_${label}*(E_${label} - V) : ${convention.current}`,
      ].join('\n'),
      parameters: { ...timeConstants(label, { rise, decay }), [`E_${label}`]: E, [`Mg_${label}`]: Mg },
      currents: [`I_${label}`],
      states: [`g_${label}`, `h_${label}`],
    }),
  };
}

const readNmda = optionsOf<NmdaOptions>('nmda', {
  rise: optional(quantity),
  decay: optional(quantity),
  E: optional(quantity),
  Mg: optional(quantity),
});

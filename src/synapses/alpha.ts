/** Alpha-function synapses: w·(t/τ)·e^(1 − t/τ), which peaks at the weight after τ (Rall 1967, J. Neurophysiol. 30:1138). */
import { noMore } from '../no-more.ts';
import { optionsOf } from '../options.ts';
import { conductanceFields, currentFields, type ExponentialOptions } from './exponential.ts';
import { checkLabel, type SynapsePart } from './part.ts';

/**
 * A conductance of alpha shape; I = g·(E − V). `alphaConductance('e', …)` adds the variables g_e and h_e and the parameters tau_e and
 * E_e; a spike adds its weight, the peak of g, to h_e.
 */
export function alphaConductance(label: string, options: ExponentialOptions, ...more: undefined[]): SynapsePart {
  noMore('alphaConductance', 'a label and options', more);
  checkLabel('alphaConductance', label);
  optionsOf<ExponentialOptions>('alphaConductance', conductanceFields)(options);
  return {
    label: `syn_${label}`,
    written: { name: 'alphaConductance', label, options: { ...options } },
    receives: `h_${label}`,
    fragment: (convention) => ({
      equations: [
        shape(`g_${label}`, label, convention.conductance),
        `I_${label} = g_${label}*(E_${label} - V) : ${convention.current}`,
      ].join('\n'),
      parameters: { [`tau_${label}`]: options.tau, [`E_${label}`]: options.E },
      currents: [`I_${label}`],
      states: [`g_${label}`, `h_${label}`],
    }),
  };
}

/** A current of alpha shape: the variables I_e and h_e and the parameter tau_e; a spike adds the peak to h_e. */
export function alphaCurrent(label: string, options: { readonly tau: string }, ...more: undefined[]): SynapsePart {
  noMore('alphaCurrent', 'a label and options', more);
  checkLabel('alphaCurrent', label);
  optionsOf<{ readonly tau: string }>('alphaCurrent', currentFields)(options);
  return {
    label: `syn_${label}`,
    written: { name: 'alphaCurrent', label, options: { ...options } },
    receives: `h_${label}`,
    fragment: (convention) => ({
      equations: shape(`I_${label}`, label, convention.current),
      parameters: { [`tau_${label}`]: options.tau },
      currents: [`I_${label}`],
      states: [`I_${label}`, `h_${label}`],
    }),
  };
}

const shape = (y: string, label: string, unit: string): string =>
  [
    `d${y}/dt = (exp(1)*h_${label} - ${y})/tau_${label} : ${unit}`,
    `dh_${label}/dt = -h_${label}/tau_${label} : ${unit}`,
  ].join('\n');

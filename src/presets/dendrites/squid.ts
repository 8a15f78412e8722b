/** The membrane of Hodgkin & Huxley 1952 at rest at −65 mV, 6.3 °C, as NEURON's `hh` has it. */
import { K_HH1952, leak, type MembranePart, Na_HH1952 } from '../../cells/index.ts';

/** `E_L`, `g_L`: of the leak. */
export const squid = (g_L = '0.3 mS/cm^2', E_L = '-54.3 mV'): MembranePart[] => [
  Na_HH1952({ g: '120 mS/cm^2', E: '50 mV' }),
  K_HH1952({ g: '36 mS/cm^2', E: '-77 mV' }),
  leak({ g: g_L, E: E_L }),
];

export const squidTemperature = '6.3 degC';

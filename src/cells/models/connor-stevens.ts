/**
 * The Connor–Stevens cell: Hodgkin–Huxley currents with an A current, which delays spikes and lets the cell fire slowly (type I).
 *
 * Connor & Stevens 1971, J. Physiol. 213:31; Connor, Walter & McKown 1977, Biophys. J. 18:81; parameters as in Dayan & Abbott 2001,
 * Theoretical Neuroscience, §6.2, and Ermentrout & Terman 2010, Mathematical Foundations of Neuroscience.
 */

import type { Model, ParameterValue } from '../../equations/model.ts';
import { noMore } from '../../no-more.ts';
import { A_CS1977, K_CS1977, leak, Na_CS1977 } from '../channels/index.ts';
import { compartment } from '../compartment.ts';

/** `parameters` replace defaults by name: I, C, g_Na, g_K, g_A, g_L, E_Na, E_K, E_A, E_L. Densities. */
export const connorStevens = (
  parameters: Readonly<Record<string, ParameterValue>> = {},
  ...more: undefined[]
): Model => {
  noMore('connorStevens', 'parameters', more);
  return compartment({
    C: '1 uF/cm^2',
    channels: [Na_CS1977(), K_CS1977(), A_CS1977(), leak({ g: '0.3 mS/cm^2', E: '-17 mV' })],
    threshold: 'crosses(V, 0 mV)',
    parameters,
  });
};

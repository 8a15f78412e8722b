/**
 * The Wang–Buzsáki cell: a fast-spiking hippocampal interneuron of one compartment, type I.
 *
 * Wang & Buzsáki 1996, J. Neurosci. 16:6402.
 */

import type { Model, ParameterValue } from '../../equations/model.ts';
import { noMore } from '../../no-more.ts';
import { K_WB1996, leak, Na_WB1996 } from '../channels/index.ts';
import { compartment } from '../compartment.ts';

/** `parameters` replace defaults by name: I, C, g_Na, g_K, g_L, E_Na, E_K, E_L, phi. Densities. */
export const wangBuzsaki = (parameters: Readonly<Record<string, ParameterValue>> = {}, ...more: undefined[]): Model => {
  noMore('wangBuzsaki', 'parameters', more);
  return compartment({
    C: '1 uF/cm^2',
    channels: [
      Na_WB1996({ parameters: { phi: 'phi' } }),
      K_WB1996({ parameters: { phi: 'phi' } }),
      leak({ g: '0.1 mS/cm^2', E: '-65 mV' }),
    ],
    threshold: 'crosses(V, 0 mV)',
    parameters: { phi: 5, ...parameters },
  });
};

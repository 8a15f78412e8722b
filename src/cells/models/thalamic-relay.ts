/**
 * A thalamic relay cell that answers the end of an inhibition with a burst: calcium of the T current, released from inactivation.
 *
 * The relay-mode cell (RTC) of Li, Henriquez & Fröhlich 2017, PLoS Comput. Biol. 13:e1005797, with the conductances that braincell's
 * thalamic example gives it. Differences: the cation current does not count as calcium, and the afterhyperpolarisation closes at the
 * published 0.03/ms.
 */

import type { Model, ParameterValue } from '../../equations/model.ts';
import { noMore } from '../../no-more.ts';
import { calciumPool } from '../calcium-pool.ts';
import {
  AHP_De1994,
  CaHT_HM1992,
  CaL_IS2008,
  CaN_IS2008,
  CaT_HM1992,
  h_HM1992,
  K_leak,
  KDR_Ba2002,
  leak,
  Na_Ba2002,
} from '../channels/index.ts';
import { compartment } from '../compartment.ts';

/**
 * `parameters` replace defaults by name: I, C, g_Na, g_K, g_KL, g_CaT, g_CaHT, g_CaL, g_CAN, g_AHP, g_H, g_L, … Densities. `stimulus`: a
 * further current over t and these parameters. Start `Ca` at its rest, 5e-5 mM.
 */
export const thalamicRelay = (
  parameters: Readonly<Record<string, ParameterValue>> = {},
  stimulus?: string,
  ...more: undefined[]
): Model => {
  noMore('thalamicRelay', 'parameters and a stimulus', more);
  return compartment({
    C: '1 uF/cm^2',
    channels: [
      Na_Ba2002({ g: '90 mS/cm^2', E: '50 mV', V_sh: '-40 mV' }),
      KDR_Ba2002({ g: '10 mS/cm^2', E: '-90 mV', V_sh: '-40 mV', q10: 2, T: '16 degC' }),
      CaT_HM1992({ g: '2.1 mS/cm^2' }),
      CaHT_HM1992({ g: '0.6 mS/cm^2' }),
      CaL_IS2008({ g: '0.3 mS/cm^2' }),
      CaN_IS2008({ g: '0.6 mS/cm^2' }),
      AHP_De1994({ g: '0.1 mS/cm^2', E: '-90 mV' }),
      h_HM1992({ g: '0.01 mS/cm^2', E: '-43 mV' }),
      K_leak({ g: '0.01 mS/cm^2', E: '-90 mV' }),
      leak({ g: '0.0075 mS/cm^2', E: '-70 mV' }),
    ],
    pools: [calciumPool({ depth: '0.5 um', tau: '10 ms', rest: '5e-5 mM' })],
    threshold: 'crosses(V, 0 mV)',
    ...(stimulus === undefined ? {} : { stimulus }),
    parameters,
  });
};

/**
 * The Morris–Lecar cell: two variables, spikes of calcium. The default is Rinzel & Ermentrout's type II set ("Hopf").
 *
 * Morris & Lecar 1981, Biophys. J. 35:193; Rinzel & Ermentrout 1998, in Koch & Segev (eds.), Methods in Neuronal Modeling, 2nd ed., ch. 7.
 */

import type { Model, ParameterValue } from '../../equations/model.ts';
import { noMore } from '../../no-more.ts';
import { Ca_ML1981, K_ML1981, leak } from '../channels/index.ts';
import { compartment } from '../compartment.ts';

/** Values that turn the default into Rinzel & Ermentrout's other two sets. */
export const morrisLecarSets: Readonly<Record<'hopf' | 'snic' | 'homoclinic', Readonly<Record<string, string>>>> = {
  hopf: { g_Ca: '4.4 mS/cm^2', V3_K: '2 mV', V4_K: '30 mV', phi_K: '0.04/ms' },
  /** Type I: spikes begin at any rate, through a saddle–node on an invariant circle. */
  snic: { g_Ca: '4 mS/cm^2', V3_K: '12 mV', V4_K: '17.4 mV', phi_K: '0.0667/ms' },
  /** Bistable: spikes end in a homoclinic orbit. */
  homoclinic: { g_Ca: '4 mS/cm^2', V3_K: '12 mV', V4_K: '17.4 mV', phi_K: '0.23/ms' },
};

/** `parameters` replace defaults by name: I, C, g_Ca, g_K, g_L, E_Ca, E_K, E_L, V1_Ca, V2_Ca, V3_K, V4_K, phi_K. Densities. */
export const morrisLecar = (parameters: Readonly<Record<string, ParameterValue>> = {}, ...more: undefined[]): Model => {
  noMore('morrisLecar', 'parameters', more);
  return compartment({
    C: '20 uF/cm^2',
    channels: [Ca_ML1981(), K_ML1981(), leak({ g: '2 mS/cm^2', E: '-60 mV' })],
    threshold: 'crosses(V, 0 mV)',
    parameters,
  });
};

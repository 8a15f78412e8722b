/** `traub-1991`: a CA3 pyramidal cell of 19 compartments with calcium spikes in its dendrites. */
import {
  Ca_Tr1991,
  firstOrderCalcium,
  KA_Tr1991,
  KAHP_Tr1991,
  KC_Tr1991,
  KDR_Tr1991,
  leak,
  Na_Tr1991,
} from '../../cells/index.ts';
import { neuron } from '../../dendrites/index.ts';
import { type CableSection, cable } from '../../morphology/index.ts';
import { Network } from '../../network/network.ts';
import { preset, rebuild } from '../define.ts';
import { positive, resistivity } from './parameters.ts';

/** Numbers of the paper's compartments, and which of them is the soma. */
const COMPARTMENTS = 19;
const SOMA = 9;

/** Length and diameter of each cylinder, µm. */
const sizes = {
  basal: { L: 110, diameter: 4.84 },
  soma: { L: 125, diameter: 8.46 },
  apical: { L: 120, diameter: 5.78 },
} as const;

const kindOf = (k: number): keyof typeof sizes => (k === SOMA ? 'soma' : k < SOMA ? 'basal' : 'apical');
const nameOf = (k: number): string => (k === SOMA ? 'soma' : `${kindOf(k)}${k}`);

/** Densities by compartment, mS/cm²; what is not there has none. Each of 2 to 18 has calcium, and 0.8 mS/cm² of the AHP channel. */
const densities: Readonly<Record<'Na' | 'KDR' | 'KA' | 'Ca' | 'KC', Readonly<Record<number, number>>>> = {
  Na: { 6: 20, 8: 15, 9: 30, 10: 15, 12: 20 },
  KDR: { 6: 20, 8: 5, 9: 15, 10: 5, 12: 20 },
  KA: { 9: 5 },
  Ca: {
    ...{ 2: 5, 3: 5, 4: 12, 5: 12, 6: 12, 7: 5, 8: 8, 9: 4, 10: 8 },
    ...{ 11: 5, 12: 17, 13: 17, 14: 17, 15: 10, 16: 10, 17: 5, 18: 5 },
  },
  KC: {
    ...{ 2: 5, 3: 5, 4: 10, 5: 10, 6: 10, 7: 5, 8: 20, 9: 10, 10: 20 },
    ...{ 11: 5, 12: 15, 13: 15, 14: 15, 15: 15, 16: 15, 17: 5, 18: 5 },
  },
};

/** Calcium that a current makes, the paper's φ: per ms and nA. It prints a thousandfold, corrected by Traub et al. 1994. */
const gained = (k: number): number =>
  k < 8 ? 7.769 : k === 8 ? 34.53 : k === SOMA ? 17.402 : k === 10 ? 26.404 : 5.941;

/** The same by density, in mM·cm²/(ms·µA), a unit of the paper's calcium being 1 µM. 1e-5: µm² · µA/cm² = 1e-5 nA. */
const gainedByDensity = (k: number): number => {
  const { L, diameter } = sizes[kindOf(k)];
  return 1e-3 * gained(k) * Math.PI * L * diameter * 1e-5;
};

const injected = (value: number, label: string) => rebuild(value, 'nA', label, [-10, 10]);
const relative = (ion: string) => rebuild(1, '', `${ion} conductance, relative to the paper's`, [0, 20]);

export const traub1991 = preset({
  name: 'traub-1991',
  title: 'CA3 pyramidal cell with calcium spikes (Traub et al. 1991)',
  summary:
    'A cable of 19 compartments with sodium near the soma and calcium in the dendrites. A current into the apical dendrite makes it repeat calcium spikes, ' +
    'each of which carries two sodium spikes at the soma; with I in place of I_d it bursts instead, and from 0.8 nA on fires single spikes.',
  reference: 'Traub, Wong, Miles & Michelson 1991, J. Neurophysiol. 66:635, doi:10.1152/jn.1991.66.2.635',
  dendrites: true,
  parameters: {
    I: injected(0, 'current into the soma'),
    I_d: injected(1.5, 'current into the apical dendrite (compartment 15)'),
    x_Ca: relative('calcium'),
    x_KC: relative('fast calcium-gated potassium'),
    x_KAHP: relative('slow calcium-gated potassium'),
    Ra: resistivity,
    g_L: positive(0.1, 'mS/cm^2', 'leak conductance', [1e-6, 100]),
  },
  duration: 300,
  dt: 0.025,
  integrator: 'centred',
  variables: ['V', 'Ca'],
  claims: [
    {
      claim:
        'Small currents into the soma make short bursts, the sooner repeated the larger they are; larger ones make single spikes.',
      seen: 'So it is: the second burst begins after 1.9 s at 0.1 nA, 1.2 s at 0.2, 0.8 s at 0.3. At 0.5 nA spikes come in pairs, from 0.8 nA on one by one, at 41 Hz and more.',
    },
    {
      claim: 'A current into the apical dendrite makes rhythmic calcium spikes there.',
      seen: 'So it is: 1.5 nA make one every 117 ms in the end, to 40 mV and above in compartment 15, with two spikes of the soma each.',
    },
    {
      claim: 'Bursts rest on calcium that enters the dendrites.',
      seen: 'Without calcium channels (x_Ca 0) 0.3 nA into the soma make single spikes every 17.9 ms, and the dendrite stays below −40 mV.',
    },
    {
      claim: 'A nanoampere of calcium adds 17 402 units per ms to the soma’s calcium, 5941 to 34 530 elsewhere.',
      seen: 'A misprint, corrected by the authors in 1994: a thousandth of each is meant, as here. The printed ones saturate both calcium-gated channels at once.',
    },
  ],
  build({ I, I_d, x_Ca, x_KC, x_KAHP, Ra, g_L }, seed) {
    const sections: Record<string, CableSection> = {};
    const place = (k: number, on: string | undefined): void => {
      const { L, diameter } = sizes[kindOf(k)];
      sections[nameOf(k)] = { L: `${L} um`, diameter: `${diameter} um`, ...(on === undefined ? {} : { on }) };
    };
    place(SOMA, undefined);
    for (let k = SOMA + 1; k <= COMPARTMENTS; k++) place(k, k === SOMA + 1 ? 'soma 1' : `${nameOf(k - 1)} 1`);
    for (let k = SOMA - 1; k >= 1; k--) place(k, k === SOMA - 1 ? 'soma 0' : `${nameOf(k + 1)} 1`);

    const kinds = { Na: Na_Tr1991, KDR: KDR_Tr1991, KA: KA_Tr1991, Ca: Ca_Tr1991, KC: KC_Tr1991 } as const;
    const share = { Na: 1, KDR: 1, KA: 1, Ca: x_Ca, KC: x_KC };
    const density = (g: number, times: number): { g: string } => ({ g: `${g * times} mS/cm^2` });
    const active = (k: number) => ({
      on: nameOf(k),
      channels: [
        ...(Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((ion) => {
          const g = densities[ion][k];
          return g === undefined
            ? []
            : [kinds[ion]({ ...density(g, share[ion]), ...(ion === 'Ca' ? { E: '80 mV' } : {}) })];
        }),
        KAHP_Tr1991(density(0.8, x_KAHP)),
      ],
      pools: [firstOrderCalcium({ alpha: `${gainedByDensity(k)} mM*cm^2/(ms*uA)`, beta: '0.075/ms' })],
    });
    const cell = neuron({
      shape: cable(sections),
      Ra,
      C: '3 uF/cm^2',
      compartments: { each: 1 },
      paint: [
        { on: 'all', channels: [leak({ g: g_L, E: '-60 mV' })] },
        ...Array.from({ length: COMPARTMENTS - 2 }, (_, k) => active(k + 2)),
      ],
      place: {
        drive: { clamp: I, at: 'soma 0.5' },
        drive_dendrite: { clamp: I_d, at: 'apical15 0.5' },
      },
      detect: { at: 'soma 0.5', when: 'crosses(V, -20 mV)' },
    });
    const network = new Network({ seed });
    network.population(cell, 1, { V: '-60 mV' }, { name: 'cell' });
    return network;
  },
});

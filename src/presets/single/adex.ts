/** `adex-…`: the eight firing patterns of the adaptive exponential cell. */
import { type AdexPattern, adex, adexPatterns } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { preset } from '../define.ts';
import type { Preset } from '../preset.ts';
import { pointParameters } from './parameter-table.ts';

const firing = (pattern: AdexPattern): Preset =>
  preset({
    name: `adex-${pattern.name}`,
    title: `AdEx cell: ${pattern.title}`,
    summary: `The adaptive exponential integrate-and-fire cell with the parameters that make ${pattern.title} under a constant current.`,
    reference: `${adex.kind.source}; Naud et al. 2008, Biol. Cybern. 99:335, table 1`,
    parameters: pointParameters(adex, pattern.parameters),
    duration: 600,
    dt: 0.05,
    integrator: 'rk4',
    variables: ['V', 'w'],
    build(parameters, seed) {
      const network = new Network({ seed });
      network.population(adex(parameters), 1, { V: 'E_L' }, { name: 'cell' });
      return network;
    },
  });

export const adexPresets: readonly Preset[] = adexPatterns.map(firing);

/** Spikes at given times onto synapses at named places of one cell. */

import type { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { synapseList } from '../../network/rules/index.ts';

/** Each spike: the place that it reaches, when it is sent, and by how much it raises the conductance there. It acts a step later. */
export type GivenInput = readonly { readonly to: string; readonly sent: string; readonly g: string }[];

/** `strength` scales all of them, and acts on a running network. */
export function giveInput(network: Network, cells: Population, input: GivenInput, strength: number): void {
  const sources = network.spikes(input.length, { times: input.map(({ sent }) => [sent]), name: 'input' });
  for (const to of new Set(input.map((spike) => spike.to))) {
    const spikes = input.flatMap((spike, k) => (spike.to === to ? [[k, spike.g] as const] : []));
    network.project(sources, cells, {
      connect: synapseList(spikes.map(([k]) => [k, 0])),
      onSpike: `${to} += strength*w`,
      weight: spikes.map(([, g]) => g),
      parameters: { strength },
      name: `input to ${to}`,
    });
  }
}

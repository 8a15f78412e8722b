/** Small networks to sweep, and what each does when it runs alone. */

import type { BackendName, SweepSubject, Variant } from '../../src/index.ts';
import { simulate, spikeHash } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

/** The tutorial's network with a twentieth of the cells and as many synapses per cell. */
export const tutorial = presetByName('ei-tutorial');
const small = { n_exc: '160', n_inh: '40', p: '0.4' } as const;

export function tutorialVariant(settings: Readonly<Record<string, string>>, seed = 1): Variant {
  return { values: presetValues(tutorial, { ...small, ...settings }), seed };
}

/** Poisson-driven cells: random numbers in every step. */
export const brunel = presetByName('brunel-2000');

export function brunelVariant(settings: Readonly<Record<string, string>>, seed = 1): Variant {
  const sizes = { n_exc: '80', n_inh: '20', c_exc: '8', c_inh: '2', J: '2 mV' };
  return { values: presetValues(brunel, { ...sizes, ...settings }), seed };
}

/** Weights are scaled every 'period', so often here that it counts in a short run. */
export const diehlCook = presetByName('diehl-cook-2015');
export const diehlOptions = { duration: '100 ms', dt: '0.5 ms', integrator: 'exp_midpoint' } as const;

export function diehlVariant(settings: Readonly<Record<string, string>>): Variant {
  return { values: presetValues(diehlCook, { side: '8', cells: '4', period: '20 ms', ...settings }), seed: 1 };
}

export const diehlAlone = (variant: Variant, backend: BackendName): Promise<string> => {
  const { duration, dt, integrator } = diehlOptions;
  return hashAlone(diehlCook, variant, backend, duration, integrator, dt);
};

/** Hash of the variant's spikes when nothing else runs. */
export async function hashAlone(
  subject: SweepSubject,
  { values, seed }: Variant,
  backend: BackendName,
  duration: string,
  integrator?: string,
  dt = '0.1 ms',
): Promise<string> {
  const network = subject.build(values, seed);
  const run = await simulate(network, { duration, backend, dt, ...(integrator === undefined ? {} : { integrator }) });
  return spikeHash(
    run.spikes,
    [...network.populations].reduce((n, p) => n + (p.blueprint.role === 'cells' ? p.size : 0), 0),
  );
}

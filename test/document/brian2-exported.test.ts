/** Scripts for Brian2 that presets are written as, read again: the network that they were written from, or a refusal that is known. */
import { expect, test } from 'vitest';
import { build, fromBrian2 } from '../../src/document/index.ts';
import { brian2ScriptOf } from '../../src/export/index.ts';
import { type Network, simulate, UserError } from '../../src/index.ts';
import { pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';

/** What of a script is not read, by the words of its line. */
const refused: Readonly<Record<string, RegExp>> = {
  // Values one step back.
  run_regularly: /run_regularly is not known here/,
  // Helpers that draw pairs by NumPy.
  helper: /the condition '\*\*(?:in_degree|total_number)\(.*' is no text/,
  network_operation: /a network_operation is not known here/,
  // Pairs of other synapses.
  pairs: /a list of cells is 'junctions_of_\w+\.i\[:\]', which is no list of quantities/,
};

const expected: Readonly<Record<string, readonly string[]>> = {
  run_regularly: [
    'ei-tutorial',
    'ei-nest',
    'tm-cell',
    'hh-classic',
    'hh-tutorial',
    'connor-stevens',
    'wang-buzsaki',
    'morris-lecar',
    'thalamic-relay',
    'pinsky-rinzel',
    'clopath-2010',
    'gap-pair',
    'gap-interneurons',
  ],
  'comes in': [
    'ei-brette2007',
    'coba-2005',
    'coba-2005-stdp',
    'cuba-2005',
    'song-2000',
    'lif',
    'lif-fi',
    'lif-dimensionless',
    'lif-impedance',
    'lif-chirp',
    'lif-adaptive',
    'lif-noisy',
    'lif-channels',
    'qif',
    'theta',
    'eif',
    'adex-tonic',
    'adex-adapting',
    'adex-initial-burst',
    'adex-regular-bursting',
    'adex-delayed-accelerating',
    'adex-delayed-bursting',
    'adex-transient',
    'adex-irregular',
    'izhikevich-rs',
    'izhikevich-ib',
    'izhikevich-ch',
    'izhikevich-fs',
    'izhikevich-lts',
    'izhikevich-tc',
    'izhikevich-rz',
  ],
  network_operation: ['diehl-cook-2015'],
  helper: [
    'brunel-2000',
    'brunel-2000-sr',
    'brunel-2000-ar',
    'brunel-2000-si-fast',
    'brunel-2000-si-slow',
    'brunel-2000-plane',
    'microcircuit',
  ],
  pairs: ['kuramoto', 'wang-2002'],
};

function scriptOf(name: string) {
  const preset = presetByName(name);
  const { dt, integrator } = preset;
  const network = preset.build(presetValues(preset, {}), 3);
  return {
    network,
    dt,
    integrator,
    script: brian2ScriptOf({ network, dt, duration: 100, integrator, backend: 'reference' }),
  };
}

test('every preset comes in again, or is refused as it is known', () => {
  const seen: Record<string, string[]> = {};
  for (const { name } of pointPresets) {
    let outcome = 'comes in';
    try {
      build(fromBrian2(scriptOf(name).script).document);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      outcome = Object.entries(refused).find(([, words]) => words.test(thrown.message))?.[0] ?? thrown.message;
    }
    seen[outcome] = [...(seen[outcome] ?? []), name];
  }
  expect(seen).toEqual(expected);
});

type Options = NonNullable<Parameters<typeof simulate>[1]>;

const spikesOf = async (network: Network, options: Pick<Options, 'dt' | 'integrator'>) => {
  const { spikes } = await simulate(network, { ...options, duration: '100 ms', backend: 'reference' });
  return Array.from(spikes.steps, (step, k) => `${step} ${spikes.cells[k]}`);
};

/** What makes a script draw numbers, which are others under other names. */
const draws = /\b(?:randn?|poisson)\(|\bxi(?:_\w+)?\b|\bp=/;

const alike = expected['comes in']!.filter((name) => !draws.test(scriptOf(name).script));

test('among those that come in many draw nothing', () => expect(alike.length).toBeGreaterThan(20));

test.each(alike)('%s: the same spikes as before its script', async (name) => {
  const { network, dt, integrator, script } = scriptOf(name);
  const read = build(fromBrian2(script).document);
  const given = { dt: `${dt} ms`, ...(integrator === undefined ? {} : { integrator }) };
  expect(await spikesOf(read.network, { dt: read.run.dt! })).toEqual(await spikesOf(network, given));
});

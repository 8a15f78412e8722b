/** Every preset's network is written as a document that makes it again, spike by spike. */
import { describe, expect, it } from 'vitest';
import { build, documentOf, read, write } from '../../src/document/index.ts';
import { createSimulation, type Network } from '../../src/index.ts';
import { amountText } from '../../src/numbers/amount.ts';
import { presetDocument } from '../../src/presets/document.ts';
import { presets, presetValues } from '../../src/presets/index.ts';

/** Enough for spikes in most presets. */
const STEPS = 150;

/** Hash of the spikes, and of the voltages at the end, so that silent runs are compared too. */
async function runOf(network: Network, dt: string, integrator: string) {
  const simulation = await createSimulation(network, { dt, integrator, backend: 'wasm', threads: 1 });
  try {
    const { spikes } = await simulation.run(STEPS);
    const states = [...network.populations]
      .filter((p) => p.blueprint.role === 'cells')
      .flatMap((p) => {
        const [state] = p.blueprint.model(1).states;
        return state ? [[p.name, state.name] as const] : [];
      });
    const values = await Promise.all(states.map(([population, state]) => simulation.read(population, state)));
    return { cells: [...spikes.cells], steps: [...spikes.steps], values: values.map((v) => [...v]) };
  } finally {
    simulation.dispose();
  }
}

describe.each(presets.map((preset) => [preset.name, preset] as const))('%s', (_name, preset) => {
  // Large networks at a tenth of their size: what is written is the same.
  const settings = preset.parameters.some((p) => p.name === 'n_exc' && p.value > 1000)
    ? { n_exc: '400', n_inh: '100' }
    : {};
  const known = Object.fromEntries(
    Object.entries(settings).filter(([name]) => preset.parameters.some((p) => p.name === name)),
  );
  const fewer = preset.parameters.some((p) => p.name === 'c_exc') ? { c_exc: '40', c_inh: '10' } : {};
  const values = presetValues(preset, { ...known, ...fewer });

  it('document → text → network → document', async () => {
    const network = preset.build(values, 1);
    const { document, attachments } = presetDocument(preset, network, values, { longest: 50 });
    const again = await read(await write(document));
    expect(again).toEqual(document);
    const { network: built, run: asSaid } = build(again, { attachments });
    const { run, title, description, reference, claims, parameters } = document;
    const { seed: _, ...how } = run;
    const retold = documentOf(built, { run: how, title, description, reference, claims, parameters, longest: 50 });
    expect(retold.document).toEqual(document);
    expect(retold.attachments).toEqual(attachments);
    const [first, second] = [
      await runOf(network, `${preset.dt} ms`, preset.integrator),
      await runOf(built, amountText(asSaid.dt!), asSaid.integrator!),
    ];
    expect(second).toEqual(first);
  });
});

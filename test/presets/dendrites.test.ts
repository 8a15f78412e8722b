/** Presets of cells with dendrites: their figures, and that their facts say what they are. */
import { describe, expect, it } from 'vitest';
import { treeRuleFor } from '../../src/compile/tree-rule.ts';
import { branchingOf } from '../../src/dendrites/branching.ts';
import { brian2ScriptOf } from '../../src/export/brian2/script.ts';
import type { ClusterEngine } from '../../src/export/cluster/engine.ts';
import { clusterFolder } from '../../src/export/cluster/folder.ts';
import { scriptOf } from '../../src/export/script.ts';
import { simulate } from '../../src/index.ts';
import { branchedSwc } from '../../src/presets/dendrites/branched-swc.ts';
import { presetByName, presets, presetValues } from '../../src/presets/index.ts';
import { goldenSwc, goldenTable } from '../morphology/golden.ts';

describe('presets', () => {
  it.each(presets.filter((p) => p.name !== 'brunel-2000-plane').map((p) => [p.name, p] as const))(
    '%s says truly whether its cells have dendrites',
    (_, preset) => {
      const { populations } = preset.build(presetValues(preset), 1);
      const branching = populations.some((p) => branchingOf(p.blueprint.shape) !== undefined);
      expect(preset.dendrites ?? false).toBe(branching);
      if (branching) expect(treeRuleFor(undefined).name).toBe(preset.integrator);
    },
  );
});

describe.each(presets.filter((p) => p.dendrites).map((p) => [p.name, p] as const))('%s', (name, preset) => {
  const network = preset.build(presetValues(preset), 1);
  const { dt, duration, integrator } = preset;

  it('has one hash on reference and wasm', async () => {
    const [first, second] = await Promise.all(
      (['reference', 'wasm'] as const).map((backend) =>
        simulate(preset.build(presetValues(preset), 1), {
          dt: `${dt} ms`,
          duration: `${duration} ms`,
          integrator,
          backend,
          record: { V: [0] },
        }),
      ),
    );
    expect(second!.summary.spike_hash).toBe(first!.summary.spike_hash);
    // Presets of passive cells are silent: what tells them apart is the voltage, for which the acceptance allows 0.02 mV in single
    // precision.
    const last = [first!, second!].map((run) => run.traces[0]!.values.at(-1)!);
    expect(Math.abs(last[0]! - last[1]!)).toBeLessThan(0.02);
    expect(last[0]).not.toBe(-65);
  });

  it('goes to NEURON, and is refused in words by what knows points only', async () => {
    const experiment = { network, dt, duration, integrator, backend: 'reference' } as const;
    for (const write of [scriptOf, brian2ScriptOf]) expect(() => write(experiment)).toThrow(/knows no dendrites/);
    const folder = (engine: ClusterEngine) =>
      clusterFolder({ network, engine, dt, integrator, steps: 2, checkSteps: 2, synapses: 'remade', name });
    await expect(folder('nest')).rejects.toThrow(
      /^Export to NESTML knows no dendrites, and the cells of '\w+' have them\. NEURON takes them: --to neuron, --engine neuron\.$/,
    );
    expect([...(await folder('neuron')).files.keys()]).toContain('galvani_trees.py');
  });
});

describe.each([
  ['ball-and-stick', ['synapses_so0', 'synapses_so2'], ['soma 0.5', 'dend 0.5', 'dend 0.9']],
  ['rallpack-3', ['rallpack3_so0_dt0.025', 'rallpack3_so2_dt0.025'], [`cable ${0.5 / 101}`, 'cable 1']],
  ['branched-cell', ['branched_so0', 'branched_so2'], ['soma[0] 0.5', 'axon[0] 1', 'apic[7] 0.9', 'dend[2] 0.5']],
])("%s is the cell of NEURON's files", (name, files, places) => {
  const detector = name === 'rallpack-3' ? 1 : 0;
  const preset = presetByName(name);
  it.each(['implicit', 'implicit2'])('%s', async (integrator) => {
    const run = await simulate(preset.build(presetValues(preset), 1), {
      dt: `${preset.dt} ms`,
      duration: `${preset.duration} ms`,
      integrator,
      backend: 'reference',
      record: { V: [0], at: places },
    });
    const { values } = run.traces[0]!;
    const { rows, comments } = goldenTable(files[integrator === 'implicit' ? 0 : 1]!);
    const differences = rows.flatMap((row) => {
      const step = Math.round(Number(row[0]) / preset.dt);
      const at = places.length * (step - 1);
      return step === 0 ? [] : places.map((_, c) => Math.abs(values[at + c]! - Number(row[c + 1])));
    });
    expect(differences.length).toBeGreaterThan(2000);
    // The bound of the acceptance of dendrites.
    expect(Math.max(...differences)).toBeLessThan(5e-9);
    // Spikes of detectors are in the step that NEURON gives them; the preset's is the soma, or the cable's far end.
    const spikes = Array.from(run.spikes.steps).filter((_, k) => run.spikes.cells[k] === 0);
    const told = comments.find((line) => line.startsWith(`# spikes of detector ${detector}`))!;
    const wanted = told
      .replace(/^.*: /, '')
      .split(' ')
      .map((time) => Math.round(Number(time) / preset.dt) - 1);
    expect(spikes).toEqual(wanted);
  });
});

it('dendrite-ring: cells spike one after another, round and round, unless the synapses are nothing', async () => {
  const preset = presetByName('dendrite-ring');
  const order = async (set: Record<string, string>) => {
    const network = preset.build(presetValues(preset, set), 1);
    const size = network.populations[0]!.size;
    const { spikes } = await simulate(network, { dt: '0.025 ms', duration: '100 ms', backend: 'reference' });
    return [...spikes.cells].filter((cell) => cell < size);
  };
  const found = await order({});
  expect(found.length).toBeGreaterThan(10);
  expect(found).toEqual(found.map((_, k) => k % 5));
  expect(await order({ w: '0 nS' })).toEqual([0]);
});

describe('ball-and-stick', () => {
  const preset = presetByName('ball-and-stick');
  it('spikes once for each volley, soonest where all synapses are reached', async () => {
    const { spikes } = await simulate(preset.build(presetValues(preset), 1), {
      dt: `${preset.dt} ms`,
      duration: `${preset.duration} ms`,
      backend: 'wasm',
    });
    const own = [...spikes.steps].filter((_, k) => spikes.cells[k] === 0).map((step) => (step + 1) * preset.dt);
    expect(own).toHaveLength(5);
    const after = [5, 12, 30, 60, 75].map((arrival, k) => own[k]! - arrival);
    expect(Math.min(...after)).toBe(after[2]);
    expect(Math.max(...after)).toBe(after[1]);
  });
});

it('branched-cell has the shape that NEURON was given for the golden tables', () => {
  expect(branchedSwc).toBe(goldenSwc('branched.swc'));
});

it('branched-cell: each spike starts at the end of the axon, 0.4 to 0.8 ms before the soma’s', async () => {
  const preset = presetByName('branched-cell');
  const network = preset.build(presetValues(preset), 1);
  const { nodes } = branchingOf(network.populations[0]!.blueprint.shape)!.anatomy;
  expect(nodes.area.filter((area) => area > 0)).toHaveLength(48);
  const { traces } = await simulate(network, {
    dt: `${preset.dt} ms`,
    duration: `${preset.duration} ms`,
    backend: 'reference',
    record: { V: [0], at: ['axon[0] 1', 'soma[0] 0.5'] },
  });
  const { values } = traces[0]!;
  const crossings = [0, 1].map((place) =>
    Array.from(values.keys()).flatMap((k) =>
      k % 2 === place && k >= 2 && values[k - 2]! <= 0 && values[k]! > 0 ? [Math.floor(k / 2) * preset.dt] : [],
    ),
  );
  expect(crossings[0]).toHaveLength(3);
  const later = crossings[1]!.map((time, k) => time - crossings[0]![k]!);
  expect(later).toHaveLength(3);
  for (const delay of later) {
    expect(delay).toBeGreaterThan(0.4);
    expect(delay).toBeLessThan(0.85);
  }
});

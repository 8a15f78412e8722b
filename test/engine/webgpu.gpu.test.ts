import { expect, test } from 'vitest';
import { spikeHash } from '../../src/analysis/hash.ts';
import { assemble } from '../../src/compile/assemble.ts';
import { emitWgsl } from '../../src/emit/wgsl/emit.ts';
import { createWebgpuEngine } from '../../src/engine/webgpu/engine.ts';
import { strategies } from '../../src/engine/webgpu/strategies/index.ts';
import { strategyNames } from '../../src/engine/webgpu/strategies/names.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { delayed } from '../fixtures/programs/delayed.ts';
import { sharedGpu } from '../gpu.ts';
import { conformance } from './conformance.ts';

const gpu = sharedGpu();

/** Cells with dendrites have tests of their own: test/dendrites/conformance.gpu.test.ts. */
const ofPoints = strategyNames.filter((name) => !strategies[name].together);

for (const strategy of ofPoints)
  conformance(
    `webgpu, ${strategy}`,
    (program, { probes }) => createWebgpuEngine(program, emitWgsl(program), { probes, gpu, strategy }),
    { longer: strategy === 'batched' ? 2 : 0, together: strategy !== ofPoints[0] },
  );

test.each([
  ['', 0, ofPoints.filter((name) => name !== 'batched')],
  [' with longer delays', 3, ['fused', 'blocks', 'batched'] as const],
] as const)('every strategy gives the benchmark network%s the same spikes', async (_, longer, strategies) => {
  const preset = presetByName('ei-brette2007');
  const { program } = assemble(preset.build(presetValues(preset, {}), 1), preset.dt, preset.integrator);
  const slower = delayed(program, longer);
  const hashes = new Map<string, string>();
  for (const strategy of strategies) {
    const engine = await createWebgpuEngine(slower, emitWgsl(slower), { gpu, strategy });
    const { spikes } = await engine.run(Math.round(30 / preset.dt));
    engine.dispose();
    expect(spikes.steps.length).toBeGreaterThan(1000);
    hashes.set(strategy, await spikeHash(spikes));
  }
  expect(new Set(hashes.values()).size, [...hashes].join('; ')).toBe(1);
});

import { expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import { createWebgpuEngine } from '../../../src/engine/webgpu/engine.ts';
import { sharedGpu } from '../../gpu.ts';
import { coupled } from '../../programs/coupled.ts';
import { couplingConformance } from '../coupling-conformance.ts';

const gpu = sharedGpu();

couplingConformance(
  'webgpu',
  (program, { probes }) => createWebgpuEngine(program, emitWgsl(program), { probes, gpu, strategy: 'fused' }),
  // A multiplication and an addition may be one operation or two; divisions and exponentials may be off by 2.5 and by 3 + 2|x| units.
  { unit: 2 ** -22 },
);

test('every strategy, chunk and size of workgroups gives the same bits', async () => {
  const program = coupled(150);
  const run = async (strategy: string | undefined, chunks: readonly number[], threads?: number) => {
    const engine = await createWebgpuEngine(program, emitWgsl(program), {
      gpu,
      ...(strategy ? { strategy } : {}),
      ...(threads ? { threads } : {}),
    });
    try {
      for (const steps of chunks) await engine.run(steps);
      return await engine.checkpoint();
    } finally {
      engine.dispose();
    }
  };
  const expected = await run('fused', [200]);
  for (const [strategy, chunks, threads] of [
    ['fused', [1, 150, 49], 16],
    ['gathered', [200], undefined],
    ['two-pass', [77, 123], undefined],
    ['blocks', [200], undefined],
    [undefined, [200], undefined],
  ] as const)
    expect(await run(strategy, chunks, threads), strategy ?? 'auto').toEqual(expected);
});

test.each(['persistent', 'batched'])('%s refuses couplings in words', async (strategy) => {
  const program = coupled();
  await expect(createWebgpuEngine(program, emitWgsl(program), { gpu, strategy })).rejects.toThrow(
    /runs many steps in one dispatch, and the coupling 'gaps' needs sums over other cells before every step\. Choose one of fused, gathered, two-pass, blocks, or none\./,
  );
});

/** Models of many variables and many inlets are run, or refused in a sentence. */
import { describe, expect, test, vi } from 'vitest';
import { CompilationError } from '../../src/errors.ts';
import { allToAll, cell, createSimulation, Network } from '../../src/index.ts';
import { backends } from '../../src/simulate/backends.ts';

const ring = (n: number): string =>
  Array.from({ length: n }, (_, k) => `dx${k}/dt = (x${(k + 1) % n} - x${k})/(1 ms) : 1`).join('\n');

const apart = (n: number): string => Array.from({ length: n }, (_, k) => `dx${k}/dt = -x${k}/(1 ms) : 1`).join('\n');

async function run(backend: 'reference' | 'wasm', equations: string, integrator?: string): Promise<number> {
  const net = new Network();
  net.population(cell({ equations }), 3, { x0: 1 });
  const s = await createSimulation(net, { backend, ...(integrator ? { integrator } : {}) });
  await s.run(10);
  const [x] = await s.read('cells', 'x0');
  s.dispose();
  return x!;
}

describe.each(['reference', 'wasm'] as const)('on %s', (backend) => {
  test('variables that do not see one another are taken apart', async () => {
    // 10 steps of 0.1 ms; f32: half a unit in the last place for each.
    expect(Math.abs((await run(backend, apart(300), 'exact')) - Math.exp(-1))).toBeLessThan(10 * 2 ** -24);
  });

  test.each<[string | undefined, number, number]>([
    // The ring's first variable: e^(−t) and nothing comes round in 1 ms; backward Euler: 1.1^(−10).
    [undefined, 500, Math.exp(-1)],
    ['exact', 40, Math.exp(-1)],
    ['rk4', 500, Math.exp(-1)],
    ['backward_euler', 256, 1.1 ** -10],
  ])('a ring under %s of %i variables', async (integrator, n, right) => {
    // The default and rk4 err by h²/24 and h⁴/120 of the value; what comes round is below 1e-20.
    const error = integrator === undefined ? 1e-3 : 2e-6;
    expect(Math.abs((await run(backend, ring(n), integrator)) - right)).toBeLessThan(error);
  });

  test.each([
    ['exact', 100, /'exact' makes a matrix of the 100 variables of a cell that see one another, and takes at most 64/],
    ['exp_euler', 300, /'exp_euler' makes a matrix of the 300 variables of a cell, and takes at most 64/],
    ['backward_euler', 500, /'backward_euler' makes a matrix of the 500 .* at most 256; use 'exp_midpoint', 'rk4'/],
  ])('%s of %i variables is refused', async (integrator, n, sentence) => {
    const refusal = run(backend, ring(n), integrator);
    await expect(refusal).rejects.toThrow(sentence);
    await expect(refusal).rejects.toThrow(expect.objectContaining({ name: 'UserError' }));
  });

  test('3000 projections onto one variable', async () => {
    const net = new Network();
    const source = net.spikes(1, { times: [[1]] });
    const target = net.population(cell({ equations: 'dg/dt = 0/ms : 1' }), 3);
    for (let k = 0; k < 3000; k++)
      net.project(source, target, {
        connect: allToAll(),
        onSpike: `g += a${k}`,
        parameters: { [`a${k}`]: 2 ** (k % 3) },
        name: `p${k}`,
      });
    const s = await createSimulation(net, { backend });
    await s.run(15);
    expect([...(await s.read('cells', 'g'))]).toEqual([7000, 7000, 7000]);
    s.dispose();
  });
});

test('auto goes on where the code of a backend does not compile', async () => {
  const broken = (name: string) => () => Promise.reject(new CompilationError(`${name} does not compile.`));
  const spies = (['wasm', 'webgpu'] as const).map((name) =>
    vi.spyOn(backends[name], 'create').mockImplementation(broken(name)),
  );
  const net = new Network();
  net.population(cell({ equations: 'dx/dt = -x/ms : 1' }), 1);
  const s = await createSimulation(net);
  expect(s.backend).toBe('reference');
  expect(s.choice).toContain('wasm does not run here: wasm does not compile.');
  s.dispose();
  // Asked for by name it is the program's failure, not a user's.
  await expect(createSimulation(net, { backend: 'wasm' })).rejects.toThrow(CompilationError);
  for (const spy of spies) spy.mockRestore();
});

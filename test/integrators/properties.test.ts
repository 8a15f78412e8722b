/** What integrators say of themselves, on which advice and refusals rest, is what they do. */
import { describe, expect, test } from 'vitest';
import { cell, integrators, Network, simulate, UserError } from '../../src/index.ts';

/** The value of a variable of one cell after a step of 1 ms. */
async function afterStep(
  integrator: string,
  description: Parameters<typeof cell>[0],
  v: number,
  variable: string,
): Promise<number> {
  const network = new Network();
  network.population(cell(description), 1, { v }, { name: 'cell' });
  const record = { [variable]: [0] };
  const run = await simulate(network, { duration: '1 ms', dt: '1 ms', integrator, backend: 'reference', record });
  return run.traces[0]!.values[0]!;
}

/** Noise whose amplitude is the voltage. */
const multiplicative = {
  equations: 'dv/dt = -v/tau + v*sqrt(2/tau)*xi : mV',
  parameters: { tau: '10 ms' },
};

describe.each(integrators.map((i) => [i.name, i] as const))(
  '%s',
  (name, { explicit, exponential, containsRunaway, noise }) => {
    test('grows on a stiff equation where it is explicit, and only there', async () => {
      expect(exponential === true && explicit === true).toBe(false);
      // Ten time constants in a step: 1 − 10 and the longer polynomials are beyond 5; e⁻¹⁰, 1/(1 + 10) and (1 − 5)/(1 + 5) are not.
      const v = Math.abs(await afterStep(name, { equations: 'dv/dt = -10*v/ms : mV' }, 1, 'v'));
      if (explicit) expect(v).toBeGreaterThan(5);
      else expect(v).toBeLessThanOrEqual(1);
    });

    test('keeps a runaway voltage from other variables where it says so, and only there', async () => {
      const description = {
        equations: 'dv/dt = (v + v**2/mV)/ms : mV\ndw/dt = v/mV/ms : 1',
        threshold: 'v > 4 mV',
        reset: 'v = 0 mV',
      };
      if (name === 'exact') {
        await expect(afterStep(name, description, 3, 'w')).rejects.toThrow(UserError);
        return;
      }
      // From 3 mV the voltage would more than double; w gains 3 where it sees the old one.
      const w = await afterStep(name, description, 3, 'w');
      if (containsRunaway) expect(w).toBeCloseTo(3, 12);
      else expect(Math.abs(w - 3)).toBeGreaterThan(0.1);
    });

    test(`takes ${noise} noise`, async () => {
      const noisy = afterStep(name, multiplicative, 1, 'v');
      if (noise === 'any') expect(Number.isFinite(await noisy)).toBe(true);
      else await expect(noisy).rejects.toThrow(UserError);
    });
  },
);

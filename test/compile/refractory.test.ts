/** What refractoriness holds stands still for every other variable too, also under rules that take a cell's variables together. */
import { describe, expect, it } from 'vitest';
import { type BackendName, cell, integrators, Network, simulate } from '../../src/index.ts';

const [tau, reset, w0, dt] = [20, 3, 5, 0.1];

/**
 * w after each step, of a cell that is held at 3 mV for good from the end of step 0 on; dw/dt = (v − w)/20 ms, dv/dt = 1000 mV/ms without
 * the hold.
 */
async function adaptation(integrator: string, backend: BackendName) {
  const net = new Network();
  net.population(
    cell({
      equations: 'dv/dt = (10000*mV + w - v)/(10*ms) : mV (unless refractory)\ndw/dt = (v - w)/tau : mV',
      parameters: { tau: `${tau} ms` },
      threshold: 'v > 10 mV',
      reset: `v = ${reset} mV; w = ${w0} mV`,
      refractory: '1 s',
    }),
    1,
  );
  const run = await simulate(net, { duration: '20 ms', dt: `${dt} ms`, integrator, backend, record: { w: [0] } });
  expect([...run.spikes.steps]).toEqual([0]);
  return run.traces[0]!.values;
}

/** What is left of w − v after a step of each rule's, from its formula for dx/dt = −x/τ; the others are exact. */
const left = (name: string): number => {
  const z = dt / tau;
  if (name === 'backward_euler') return 1 / (1 + z);
  if (name === 'crank_nicolson') return (1 - z / 2) / (1 + z / 2);
  return Math.exp(-z);
};

describe.each(['reference', 'wasm'] as const)('on %s', (backend) => {
  it.each(integrators.map((i) => i.name))('%s: an adaptation sees a voltage that is held stand still', async (name) => {
    const { order, jacobian } = integrators.find((i) => i.name === name)!;
    // Rules that know nothing of exponentials leave (z^(order+1))/(order+1)! a step at most; 200 steps add up. f32: half a unit a step.
    const rule = jacobian === undefined ? (200 * (dt / tau) ** (order + 1)) / 2 : 0;
    const rounding = 200 * 5 * (backend === 'wasm' ? 2 ** -24 : 2 ** -53);
    (await adaptation(name, backend)).forEach((w, k) => {
      const right = reset + (w0 - reset) * left(name) ** k;
      expect(Math.abs(w - right), `step ${k}: ${w}`).toBeLessThanOrEqual((w0 - reset) * rule + 4 * rounding);
    });
  });
});

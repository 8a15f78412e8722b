/** Synaptic variables move within a step on the GPU too. */
import { expect, it } from 'vitest';
import { peaks, response } from './response.ts';

it.each(['', 'rk4', 'exp_euler'])(
  "rule '%s': the potential after one event is within 0.2 %% of the right height",
  async (name) => {
    for (const [tau, right] of peaks) {
      const peak = Math.max(...(await response(tau, name, 0.1, 'webgpu'))) + 70;
      expect(Math.abs(peak / right - 1), `tau ${tau} ms: ${peak}`).toBeLessThan(2e-3);
    }
  },
);

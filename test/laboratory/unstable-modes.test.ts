/** Modes that grow about a steady state, against closed forms. */
import { expect, it } from 'vitest';
import {
  cable,
  K_HH1952,
  leak,
  linearCell,
  Na_HH1952,
  Network,
  type Neuron,
  neuron,
  simulate,
} from '../../src/index.ts';
import type { LinearMembrane } from '../../src/laboratory/membrane-slope.ts';
import { type LinearTree, unstableModes } from '../../src/laboratory/unstable-modes.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { philox, uniform24 } from '../../src/random/philox.ts';

/** A cable of n equal compartments, each with C pF, one gate, and G nS to the next. */
const cableOf = (n: number, C: number, G: number, equations: LinearMembrane): LinearTree => ({
  parents: Int32Array.from({ length: n }, (_, k) => k - 1),
  axial: Float64Array.from({ length: n }, (_, k) => (k === 0 ? 0 : G)),
  capacitance: new Float64Array(n).fill(C),
  seated: Array.from({ length: n }, () => [{ equations, times: 1 }]),
});

/**
 * The modes of such a cable are cosines along it, of which mode j has the conductance G·(2 − 2cos(πj/n)) to its neighbours beside the
 * membrane's: of each the 2 × 2 matrix of voltage and gate has this trace and this determinant.
 */
function growingModes(n: number, C: number, G: number, { instant, grows, drive, jacobian }: LinearMembrane): number {
  let count = 0;
  for (let j = 0; j < n; j++) {
    const a = (instant - G * (2 - 2 * Math.cos((Math.PI * j) / n))) / C;
    const [b, c, d] = [grows[0]! / C, drive[0]!, jacobian[0]![0]!];
    const [trace, determinant] = [a + d, a * d - b * c];
    if (determinant < 0) count += 1;
    else if (trace > 0) count += 2;
  }
  return count;
}

const words = new Uint32Array(4);

it('a cable with a gate has as many growing modes as its 2 × 2 matrices say, over 300 of them', () => {
  const random = (k: number, j: number): number => uniform24(philox(k, j, 0, 7, 1, 2, words)[0]!);
  const seen = new Set<number>();
  for (let k = 0; k < 300; k++) {
    const n = 1 + Math.floor(12 * random(k, 0));
    const power = (j: number, low: number, high: number): number => 10 ** (low + (high - low) * random(k, j));
    const membrane: LinearMembrane = {
      current: 0,
      // Half of them conduct inward at once; gates act either way, over a time of 0.1 to 1000 ms.
      instant: (random(k, 1) < 0.5 ? 1 : -1) * power(2, -2, 2),
      grows: [(random(k, 3) < 0.5 ? 1 : -1) * power(4, -1, 4)],
      drive: [power(5, -3, 1)],
      jacobian: [[-power(6, -3, 1)]],
    };
    const [C, G] = [power(7, 0, 2), power(8, -2, 3)];
    const expected = growingModes(n, C, G, membrane);
    expect(unstableModes(cableOf(n, C, G, membrane)), `cable ${k}`).toBe(expected);
    seen.add(expected);
  }
  expect(seen.size).toBeGreaterThan(10);
});

it('exactly at the bifurcation it says that it does not know', () => {
  // Of a 2 × 2 matrix with trace 0 both eigenvalues are imaginary; with determinant 0 one is 0.
  const gate = { current: 0, drive: [1], jacobian: [[-1]] };
  expect(unstableModes(cableOf(1, 1, 0, { ...gate, instant: 1, grows: [-4] }))).toBeUndefined();
  expect(unstableModes(cableOf(1, 1, 0, { ...gate, instant: 1, grows: [-1] }))).toBeUndefined();
  // 1e-6 to either side it does.
  expect(unstableModes(cableOf(1, 1, 0, { ...gate, instant: 1 + 1e-6, grows: [-4] }))).toBe(2);
  expect(unstableModes(cableOf(1, 1, 0, { ...gate, instant: 1 - 1e-6, grows: [-4] }))).toBe(0);
});

const cellOf = (name: string): Neuron => {
  const preset = presetByName(name);
  return preset.build(presetValues(preset), 1).populations[0]!.blueprint.shape as Neuron;
};

it.each([
  ['ball-and-stick', 0],
  ['rallpack-1', 0],
  ['traub-1991', 2],
])('%s without its currents: %i', (name, modes) => {
  expect(linearCell(cellOf(name)).unstableModes()).toBe(modes);
});

it('a squid cell leaves its rest where modes grow, and comes back where none does', async () => {
  for (const [E_L, modes] of [
    [-54.3, 0],
    [-30, 0],
    [-15, 2],
    [0, 2],
  ]) {
    const cell = neuron({
      shape: cable({ soma: { L: '20 um', diameter: '20 um' } }),
      Ra: '100 ohm*cm',
      temperature: '6.3 degC',
      compartments: { each: 1 },
      paint: [{ on: 'all', channels: [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: `${E_L} mV` })] }],
    });
    const linear = linearCell(cell);
    expect(linear.unstableModes()).toBe(modes);
    const [rest] = linear.rest;
    const net = new Network();
    net.population(cell, 1, { V: `${rest! + 0.01} mV` });
    const run = await simulate(net, {
      dt: '0.01 ms',
      duration: '200 ms',
      integrator: 'centred',
      backend: 'reference',
      record: { V: [0], at: ['soma 0.5'] },
    });
    const values = run.traces[0]!.values;
    const away = Math.max(...values.slice(15_000).map((V) => Math.abs(V - rest!)));
    // Spikes, where modes grow; where none does, less than a tenth of the disturbance is left after 150 ms, the slowest of them taking 25
    // ms.
    if (modes === 0) expect(away, `E_L ${E_L}`).toBeLessThan(0.001);
    else expect(away, `E_L ${E_L}`).toBeGreaterThan(50);
  }
});

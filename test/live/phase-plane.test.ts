/** The phase plane of a cell of a run: course, nullclines and fixed points as the state at its end has them. */
import { expect, test } from 'vitest';
import { allToAll, cell, Network } from '../../src/index.ts';
import { phasePlane } from '../../src/live/index.ts';
import type { Experiment } from '../../src/live/types.ts';

const experiment = {
  preset: 'own',
  models: {},
  values: {},
  seed: 1,
  dt: 0.1,
  duration: 10,
  integrator: 'rk4',
  backend: 'reference',
  connectivity: 'stored',
} as unknown as Experiment;

/** In volts and farads, as some write their models; cells differ in their parameters, and a third variable drives the first. */
function network(): Network {
  const net = new Network({ seed: 1 });
  net.population(cell({ equations: 'dv/dt = -v/(5*ms) : mV' }), 3, {}, { name: 'others' });
  net.population(
    cell({
      equations: `
        dv/dt = (E - v + u + k)/tau : volt
        du/dt = (v/2 - u)/(20*ms) : volt
        dk/dt = -k/(5*ms) : volt
        E : volt
      `,
      parameters: { tau: '10 ms' },
    }),
    2,
    { k: '3 mV', E: ['1 mV', '6 mV'], u: ['0 mV', '-8 mV'] },
    { name: 'cells' },
  );
  return net;
}

const ask = (net: Network, cellNumber: number, x: string, y: string) =>
  phasePlane(
    net,
    { experiment, cell: cellNumber, x, y, from: 0, to: 40, spikes: new Uint32Array(0) },
    { onPart() {}, signal: new AbortController().signal },
  );

test('nullclines in the units that are shown, with the parameters and the other state of the cell at the end', async () => {
  // After 4 ms; each step of 0.1 ms is wrong by (h/τ)⁵/120 = 3e-11 of 3 mV at most.
  const k = 3 * Math.exp(-4 / 5);
  const rest = await ask(network(), 3, 'v', 'u');
  const driven = await ask(network(), 4, 'v', 'u');
  for (const { units, same, axes, x, portrait } of [rest, driven]) {
    expect(units).toEqual(['mV', 'mV']);
    expect(same).toBe(true);
    expect(axes[0][0]).toBeLessThan(Math.min(...x));
    expect(axes[0][1]).toBeGreaterThan(Math.max(...x));
    expect(portrait!.held).toEqual(['k']);
  }
  const vLine = driven.portrait!.nullclines[0];
  const uLine = rest.portrait!.nullclines[1];
  expect(vLine.length).toBeGreaterThan(0);
  expect(uLine.length).toBeGreaterThan(0);
  for (let p = 0; p < vLine.length; p += 2) expect(vLine[p + 1]).toBeCloseTo(vLine[p]! - 6 - k, 6);
  for (let p = 0; p < uLine.length; p += 2) expect(uLine[p + 1]).toBeCloseTo(uLine[p]! / 2, 9);
});

test('one variable alone has no portrait; what has none by its nature says why', async () => {
  expect(await ask(network(), 4, 'v', 'v')).toMatchObject({ portrait: undefined, whyNone: '' });
  const net = new Network({ seed: 1 });
  const cells = net.population(
    cell({ equations: 'dv/dt = (I_gap - v)/ms : mV\ndw/dt = -w/ms : mV\nI_gap : mV (summed)' }),
    2,
    { v: ['1 mV', '2 mV'] },
    { name: 'cells' },
  );
  net.couple(cells, cells, { connect: allToAll({ autapses: false }), into: 'I_gap', value: 'v_pre' });
  const { portrait, whyNone } = await ask(net, 0, 'v', 'w');
  expect(portrait).toBeUndefined();
  expect(whyNone).toContain('sums over other cells (I_gap)');
});

/** `brunel-2000-plane`: the phase diagram g × ν_ext, one small network per point, all in one run. */

import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedInDegree } from '../../network/rules/index.ts';
import { noMore } from '../../no-more.ts';
import { count, live, numbersOf, preset, rebuild } from '../define.ts';
import type { PresetValues } from '../preset.ts';
import { brunelCell } from './brunel-2000.ts';

export const brunelPlane = preset({
  name: 'brunel-2000-plane',
  title: 'Phase diagram of the sparse network: 64 networks at once',
  summary:
    '64 networks of 500 cells side by side, each at its own inhibition g and external rate η. ' +
    'Small networks with few, strong synapses (100 of 1 mV for 1000 of 0.1 mV) show the same regimes with blurred borders.',
  reference: 'Brunel 2000, J. Comput. Neurosci. 8:183, figure 2',
  parameters: {
    columns: count(8, 'values of g', [1, 64]),
    rows: count(8, 'values of η', [1, 64]),
    g_low: rebuild(3, '', 'smallest g', [0, 100]),
    g_high: rebuild(6.5, '', 'largest g', [0, 100]),
    eta_low: rebuild(0.5, '', 'smallest external rate ÷ threshold rate', [0, 20]),
    eta_high: rebuild(4, '', 'largest external rate ÷ threshold rate', [0, 20]),
    n_exc: count(400, 'excitatory cells of one network', [2, 100_000]),
    n_inh: count(100, 'inhibitory cells of one network', [2, 100_000]),
    c_exc: count(100, 'excitatory synapses per cell', [0, 10_000]),
    c_inh: count(25, 'inhibitory synapses per cell', [0, 10_000]),
    J: live(1, 'mV', 'excitatory weight', [0.001, 100]),
    ...brunelCell,
    delay: rebuild(1.6, 'ms', 'delay', [0.1, 100], {
      literature: { value: 1.5, source: 'counted from the spike' },
    }),
  },
  duration: 600,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  build({ c_exc, c_inh, J, tau, theta, V_r, T_ref, delay, ...plane }, seed) {
    const network = new Network({ seed });
    const points = brunelPlanePoints(plane);
    const { n_exc, n_inh } = plane;
    const size = n_exc + n_inh;
    const each = (name: 'g' | 'eta'): Float64Array =>
      Float64Array.from({ length: points.length * size }, (_, i) => points[Math.floor(i / size)]![name]);
    const model = cell({
      equations: [
        'g : 1',
        'eta : 1',
        'arrived = poisson(eta*theta/(J*tau)*dt) : 1',
        'dV/dt = -V/tau + J*arrived/dt : mV (unless refractory)',
      ].join('\n'),
      parameters: { tau, theta, V_r, T_ref, J },
      threshold: 'V >= theta',
      reset: 'V = V_r',
      refractory: 'T_ref',
      integrator: 'exact',
    });
    const cells = network.population(
      model,
      points.length * size,
      { g: each('g'), eta: each('eta') },
      { name: 'cells' },
    );
    const rule = (degree: number) => fixedInDegree(degree, { multapses: false, autapses: false });
    points.forEach(({ first, name }) => {
      const own = cells.slice(first, first + size, { name });
      const split = first + n_exc;
      network.project(cells.slice(first, split), own, {
        name: `E of ${name}`,
        connect: rule(c_exc),
        onSpike: 'V += J',
        delay,
      });
      network.project(cells.slice(split, first + size), own, {
        name: `I of ${name}`,
        connect: rule(c_inh),
        onSpike: 'V -= g*J',
        delay,
      });
    });
    return network;
  },
});

export interface BrunelPoint {
  /** Name of its slice of cells, a group in rates and statistics. */
  readonly name: string;
  readonly g: number;
  readonly eta: number;
  /** First cell and number of cells. */
  readonly first: number;
  readonly count: number;
}

const planeNames = ['columns', 'rows', 'g_low', 'g_high', 'eta_low', 'eta_high', 'n_exc', 'n_inh'] as const;

/** The networks of `brunel-2000-plane`, row by row from the smallest η, each from the smallest g. */
export function brunelPlanePoints(values: PresetValues, ...more: undefined[]): BrunelPoint[] {
  noMore('brunelPlanePoints', 'values', more);
  const { columns, rows, g_low, g_high, eta_low, eta_high, n_exc, n_inh } = numbersOf(values, ...planeNames);
  const count = n_exc + n_inh;
  const between = (low: number, high: number, k: number, n: number): number =>
    low + ((high - low) * k) / Math.max(1, n - 1);
  return Array.from({ length: columns * rows }, (_, k) => {
    const g = between(g_low, g_high, k % columns, columns);
    const eta = between(eta_low, eta_high, Math.floor(k / columns), rows);
    const [x, y] = [Number(g.toFixed(3)), Number(eta.toFixed(3))];
    return { name: `g ${x} η ${y} (${k})`, g, eta, first: k * count, count };
  });
}

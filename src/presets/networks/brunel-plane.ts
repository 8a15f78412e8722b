/** `brunel-2000-plane`: the phase diagram g × ν_ext, one small network per point, all in one run. */
import { cell } from '../../cells/index.ts';
import { Network } from '../../network/network.ts';
import { fixedInDegree } from '../../network/rules/index.ts';
import type { Preset, PresetParameter, PresetValues } from '../preset.ts';
import { live } from './vogels.ts';

const count = (name: string, label: string, value: number, range: readonly [number, number]): PresetParameter => ({
  name,
  label,
  unit: '',
  value,
  range,
  whole: true,
  acts: 'rebuild',
});

const fixed = (name: string, label: string, value: number, range: readonly [number, number]): PresetParameter => ({
  name,
  label,
  unit: '',
  value,
  range,
  acts: 'rebuild',
});

export const brunelPlane: Preset = {
  name: 'brunel-2000-plane',
  title: 'Phase diagram of the sparse network: 64 networks at once',
  summary:
    '64 networks of 500 cells side by side, each at its own inhibition g and external rate η. ' +
    'Small networks with few, strong synapses (100 of 1 mV for 1000 of 0.1 mV) show the same regimes with blurred borders.',
  reference: 'Brunel 2000, J. Comput. Neurosci. 8:183, figure 2',
  parameters: [
    count('columns', 'values of g', 8, [1, 64]),
    count('rows', 'values of η', 8, [1, 64]),
    fixed('g_low', 'smallest g', 3, [0, 100]),
    fixed('g_high', 'largest g', 6.5, [0, 100]),
    fixed('eta_low', 'smallest external rate ÷ threshold rate', 0.5, [0, 20]),
    fixed('eta_high', 'largest external rate ÷ threshold rate', 4, [0, 20]),
    count('n_exc', 'excitatory cells of one network', 400, [2, 100_000]),
    count('n_inh', 'inhibitory cells of one network', 100, [2, 100_000]),
    count('c_exc', 'excitatory synapses per cell', 100, [0, 10_000]),
    count('c_inh', 'inhibitory synapses per cell', 25, [0, 10_000]),
    live('J', 'excitatory weight', 'mV', 1, [0.001, 100]),
    live('tau', 'membrane time constant', 'ms', 20, [0.1, 1000]),
    live('theta', 'threshold', 'mV', 20, [0.1, 1000]),
    live('V_r', 'reset', 'mV', 10, [-1000, 1000]),
    live('T_ref', 'absolute refractory period', 'ms', 2, [0, 100]),
    {
      name: 'delay',
      label: 'delay',
      unit: 'ms',
      value: 1.6,
      range: [0.1, 100],
      literature: { value: 1.5, source: 'counted from the spike' },
      acts: 'rebuild',
    },
  ],
  duration: 600,
  dt: 0.1,
  integrator: 'exact',
  variables: ['V'],
  build(values, seed) {
    const network = new Network({ seed });
    const points = brunelPlanePoints(values);
    const size = values['n_exc']! + values['n_inh']!;
    const each = (name: 'g' | 'eta'): Float64Array =>
      Float64Array.from({ length: points.length * size }, (_, i) => points[Math.floor(i / size)]![name]);
    const v = (name: string, unit: string): string => `${values[name]} ${unit}`;
    const model = cell({
      equations: [
        'g : 1',
        'eta : 1',
        'arrived = poisson(eta*theta/(J*tau)*dt) : 1',
        'dV/dt = -V/tau + J*arrived/dt : mV (unless refractory)',
      ].join('\n'),
      parameters: {
        tau: v('tau', 'ms'),
        theta: v('theta', 'mV'),
        V_r: v('V_r', 'mV'),
        T_ref: v('T_ref', 'ms'),
        J: v('J', 'mV'),
      },
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
    const delay = v('delay', 'ms');
    points.forEach(({ first, name }) => {
      const own = cells.slice(first, first + size, { name });
      const split = first + values['n_exc']!;
      network.project(cells.slice(first, split), own, {
        name: `E of ${name}`,
        connect: rule(values['c_exc']!),
        onSpike: 'V += J',
        delay,
      });
      network.project(cells.slice(split, first + size), own, {
        name: `I of ${name}`,
        connect: rule(values['c_inh']!),
        onSpike: 'V -= g*J',
        delay,
      });
    });
    return network;
  },
};

export interface BrunelPoint {
  /** Name of its slice of cells, a group in rates and statistics. */
  readonly name: string;
  readonly g: number;
  readonly eta: number;
  /** First cell and number of cells. */
  readonly first: number;
  readonly count: number;
}

/** The networks of `brunel-2000-plane`, row by row from the smallest η, each from the smallest g. */
export function brunelPlanePoints(values: PresetValues): BrunelPoint[] {
  const { columns, rows, g_low, g_high, eta_low, eta_high, n_exc, n_inh } = values as Record<string, number>;
  const count = n_exc! + n_inh!;
  const between = (low: number, high: number, k: number, n: number): number =>
    low + ((high - low) * k) / Math.max(1, n - 1);
  return Array.from({ length: columns! * rows! }, (_, k) => {
    const g = between(g_low!, g_high!, k % columns!, columns!);
    const eta = between(eta_low!, eta_high!, Math.floor(k / columns!), rows!);
    const [x, y] = [Number(g.toFixed(3)), Number(eta.toFixed(3))];
    return { name: `g ${x} η ${y} (${k})`, g, eta, first: k * count, count };
  });
}

/** The study `brunel-plane`: its options, tables and facts. */
import { presetOptions, quantity, seedOption, word } from '../options.ts';
import { study } from '../study.ts';
import { measureBrunelPlane, type PlanePoint } from './measure/brunel-plane.ts';
import { regimes } from './measure/regime.ts';

const list = (label: string, value: readonly number[], range: readonly [number, number]) =>
  ({ kind: 'quantities', label, unit: '', value, range, most: 1000 }) as const;

const words = [...regimes, 'undecided'] as const;
const wordOf = ({ regime }: PlanePoint): number => words.indexOf(regime ?? 'undecided');

export const brunelPlaneStudy = study({
  name: 'brunel-plane',
  title: 'The regime of a sparse network at each inhibition g and external rate η: SR, AR, SI or AI.',
  source: 'Brunel 2000, J. Comput. Neurosci. 8:183, figures 2 and 8',
  options: {
    g: list('values of inhibitory ÷ excitatory weight', [3, 4.5, 5, 6], [0, 100]),
    eta: list('values of external rate ÷ threshold rate', [0.9, 2, 4], [0, 20]),
    ...presetOptions('brunel-2000', [
      ...(['n_exc', 'n_inh', 'c_exc', 'c_inh', 'J', 'tau', 'theta', 'V_r', 'T_ref'] as const),
      ...(['delay_low', 'delay_high'] as const),
    ]),
    duration: quantity('of a run', 'ms', 1000, [1, 1e6]),
    transient: quantity('left out at the beginning of a run', 'ms', 200, [0, 1e6]),
    seed: seedOption,
    backend: word('what runs it', ['auto', 'wasm', 'reference', 'webgpu'], 'wasm'),
  },
  run: measureBrunelPlane,
  tables: (points) => {
    const column = (name: string, value: (point: PlanePoint) => number) => ({ name, values: points.map(value) });
    return [
      {
        name: 'plane',
        columns: [
          column('g', (point) => point.g),
          column('eta', (point) => point.eta),
          { ...column('regime', wordOf), words },
          column('cv', (point) => point.cv),
          column('synchrony', (point) => point.synchrony),
          column('chance', (point) => point.chance),
          column('rate_hz', (point) => point.rate),
          column('peak_hz', (point) => point.peak),
          column('power', (point) => point.power),
        ],
      },
    ];
  },
  facts: (points) =>
    Object.fromEntries(words.map((name, k) => [name, points.filter((point) => wordOf(point) === k).length])),
});

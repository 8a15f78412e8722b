/** The study `noise`: its options, tables and facts. */
import { firstSpikeJitter, ornsteinUhlenbeckVariance, rheobase, siegertRate, timeConstant } from '../../index.ts';
import { presetOptions, quantity, seedOption } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { measureNoise, type NoisePart, type NoiseValues } from './measure/noise.ts';

const options = {
  ...presetOptions('lif', ['C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref', 'I']),
  sigma: quantity('spread of V by noise', 'mV', 1, [0.001, 100]),
  tau_c: quantity('time constant of a channel', 'ms', 2, [0.01, 1000]),
  seed: seedOption,
};

export const noiseStudy = study({
  name: 'noise',
  title:
    'A thousand repeats of a noisy leaky cell: variance, jitter of the first spike by noise and by channels, rate.',
  source: 'Uhlenbeck & Ornstein 1930; Siegert 1951; Brunel 2000, eq. 21; White, Rubinstein & Kay 2000',
  options,
  run: measureNoise,
  tables: ({ values, parts }) => parts.flatMap((part) => tableFor(values, part)),
  facts: ({ values, parts }) => Object.assign({}, ...parts.map((part) => factsOf(values, part))),
});

function tableFor(values: NoiseValues, part: NoisePart) {
  switch (part.kind) {
    case 'jitter':
      return part.histogram === undefined
        ? []
        : [
            {
              name: 'first_spikes',
              columns: [
                { name: 'from_ms', values: part.histogram.edges },
                { name: 'repeats', values: part.histogram.counts },
              ],
            },
          ];
    case 'variance': {
      const { x } = part.points;
      const table = tableOf('variance', 'time_ms', 'variance_mV2', part.points);
      const expected = x.map((t) => ornsteinUhlenbeckVariance(values.sigma, timeConstant(values), t));
      return [{ ...table, columns: [...table.columns, { name: 'expected_mV2', values: expected }] }];
    }
    case 'slopes':
    case 'channels': {
      const table = tableOf(part.kind, part.kind === 'slopes' ? 'slope_mV_per_ms' : 'N', 'jitter_ms', part.points);
      return [{ ...table, columns: [...table.columns, { name: 'expected_ms', values: part.expected }] }];
    }
    case 'rates': {
      const table = tableOf('rates', 'I_pA', 'rate_hz', part.points);
      const siegert = part.points.x.map((I) => siegertRate(values, values.sigma, I, part.dt));
      const more = [
        { name: 'error_hz', values: part.errors },
        { name: 'siegert_hz', values: siegert },
      ];
      return [{ ...table, columns: [...table.columns, ...more] }];
    }
  }
}

function factsOf(values: NoiseValues, part: NoisePart): Record<string, number> {
  switch (part.kind) {
    case 'jitter':
      return {
        jitter_ms: part.histogram?.deviation ?? Number.NaN,
        jitter_first_order_ms:
          part.histogram === undefined ? Number.NaN : firstSpikeJitter(values, values.sigma, values.I),
      };
    case 'variance':
      return {
        variance_mV2: part.points.y.at(-1)!,
        variance_closed_form_mV2: ornsteinUhlenbeckVariance(values.sigma, timeConstant(values), part.points.x.at(-1)!),
      };
    case 'rates':
      return {
        rate_at_rheobase_hz: part.atRheobase,
        siegert_at_rheobase_hz: siegertRate(values, values.sigma, rheobase(values), part.dt),
      };
    default:
      return {};
  }
}

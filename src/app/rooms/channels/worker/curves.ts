/** Curves of a channel's gates, and the numbers people quote of them. */
import { channelCurves, channelKinds, UserError } from '../../../../index.ts';
import type { ChannelCurves, CurvesInput, GateCurves } from './channels-tasks.ts';

/** Points of a curve. */
const POINTS = 721;

export function curvesOf(input: CurvesInput): ChannelCurves {
  const kind = channelKinds.find((k) => k.name === input.channel);
  if (!kind) throw new UserError(`There is no channel '${input.channel}'.`);
  const { from, to, temperature, shift, calcium } = input;
  const voltages = Float64Array.from({ length: POINTS }, (_, i) => from + (i / (POINTS - 1)) * (to - from));
  const curves = channelCurves(kind, voltages, {
    ...(kind.temperature && temperature !== undefined ? { T: `${temperature} degC` } : {}),
    ...(kind.V_sh !== undefined && shift !== undefined ? { V_sh: `${shift} mV` } : {}),
    ...(calcium === undefined ? {} : { Ca: `${calcium} nM` }),
  });
  const gates = curves.map(({ gate, power, inf, tau: raw }): GateCurves => {
    const tau = raw.map((t) => (t > 0 ? t : Number.NaN));
    return {
      gate,
      power,
      inf,
      tau,
      alpha: inf.map((x, i) => x / tau[i]!),
      beta: inf.map((x, i) => (1 - x) / tau[i]!),
      half: crossing(voltages, inf, 0.5),
      slowest: slowest(voltages, tau),
    };
  });
  return { voltages, gates };
}

/** Where the values pass `level`, on straight lines. */
function crossing(xs: Float64Array, ys: Float64Array, level: number): number | undefined {
  for (let i = 1; i < xs.length; i++) {
    const [a, b] = [ys[i - 1]! - level, ys[i]! - level];
    if (a !== b && a * b <= 0) return xs[i - 1]! + (a / (a - b)) * (xs[i]! - xs[i - 1]!);
  }
  return undefined;
}

function slowest(voltages: Float64Array, tau: Float64Array): GateCurves['slowest'] {
  let best = -1;
  tau.forEach((t, i) => {
    if (Number.isFinite(t) && (best < 0 || t > tau[best]!)) best = i;
  });
  return best < 0 ? undefined : { tau: tau[best]!, voltage: voltages[best]! };
}

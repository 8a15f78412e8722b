/** Curves of a channel's gates over the voltage, and the numbers people quote of them. */
import { type ChannelKind, channelCurves, channelKinds, UserError } from '../../../index.ts';
import { evenly } from '../../../numbers/scale.ts';

/** Channels with gates: a leak has no curve. */
export const gatedChannels: readonly ChannelKind[] = channelKinds.filter((kind) => kind.gates.length > 0);

/** What curves are asked for: voltages and shifts, mV; temperatures, °C; calcium inside, nM. */
export const channelRanges = { V: [-200, 200], T: [0, 45], Ca: [0, 1e6] } as const;

export interface ChannelValues {
  /** Name of the channel. */
  readonly channel: string;
  /** Lowest and highest voltage, mV. */
  readonly from: number;
  readonly to: number;
  /** Number of voltages. */
  readonly count: number;
  /** °C; undefined for the channel's own. */
  readonly T?: number | undefined;
  /** Voltage shift, mV; undefined for the channel's own. */
  readonly V_sh?: number | undefined;
  /** Intracellular calcium, nM; undefined for 240, of a resting cell. */
  readonly Ca?: number | undefined;
}

export interface GateCurves {
  readonly gate: string;
  /** Of the gate in the open fraction. */
  readonly power: number;
  /** Steady state at each voltage. */
  readonly inf: Float64Array;
  /** Time constant, ms; NaN for a gate that follows at once. */
  readonly tau: Float64Array;
  /** Rates of opening and closing, 1/ms; NaN for a gate that follows at once. */
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
  /** Where the steady state is one half, mV; undefined where it never is in the range. */
  readonly half: number | undefined;
  /** Longest time constant in the range (ms) and its voltage (mV); undefined for a gate that follows at once. */
  readonly slowest: { readonly tau: number; readonly voltage: number } | undefined;
}

export interface ChannelResult {
  /** By which warmth makes gates faster that have no q10 of their own; undefined for a channel without one. */
  readonly factor: number | undefined;
  /** mV */
  readonly voltages: Float64Array;
  readonly gates: readonly GateCurves[];
}

/** The temperature factor φ of a channel at `T` (°C), or at its own temperature; undefined for a channel without one. */
export const temperatureFactor = ({ temperature: t }: ChannelKind, T: number | undefined): number | undefined =>
  t && t.q10 ** (((T ?? t.default) - t.reference) / 10);

/**
 * Throws a UserError for a channel that has no gates or that there is not, and for a temperature, shift or calcium that does nothing to
 * it.
 */
export function measureChannel({ channel, from, to, count, T, V_sh, Ca }: ChannelValues): ChannelResult {
  const kind = gatedChannels.find((each) => each.name === channel);
  if (!kind) throw new UserError(`There is no channel '${channel}' with gates.`);
  const voltages = evenly(from, to, count);
  const curves = channelCurves(kind, voltages, {
    ...(T === undefined ? {} : { T: `${T} degC` }),
    ...(V_sh === undefined ? {} : { V_sh: `${V_sh} mV` }),
    ...(Ca === undefined ? {} : { Ca: `${Ca} nM` }),
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
  return { factor: temperatureFactor(kind, T), voltages, gates };
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

/** What the channels room asks of its worker. Voltages in mV, times in ms. */
export interface CurvesInput {
  /** Name of the channel. */
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  /** °C; undefined for the channel's own. */
  readonly temperature: number | undefined;
  /** mV; undefined for the channel's own. */
  readonly shift: number | undefined;
  /** Intracellular calcium, nM; undefined where it does not matter. */
  readonly calcium: number | undefined;
}

export interface GateCurves {
  readonly gate: string;
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
  /** Longest time constant in the range and its voltage. */
  readonly slowest: { readonly tau: number; readonly voltage: number } | undefined;
}

export interface ChannelCurves {
  readonly voltages: Float64Array;
  readonly gates: readonly GateCurves[];
}

export type ChannelTasks = {
  readonly curves: {
    /** One or two channels. */
    readonly input: readonly CurvesInput[];
    readonly part: never;
    readonly output: readonly ChannelCurves[];
  };
};

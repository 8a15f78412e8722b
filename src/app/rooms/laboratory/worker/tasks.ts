/** What the laboratory asks of its worker, and what comes back. Times in ms, voltages in mV, other values in the units named. */
import type { Contestant, MeasuredOrder, Peak } from '../../../../index.ts';

/** A cell: a preset with its parameters, in the parameters' own units. */
export interface CellInput {
  readonly preset: string;
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
}

/** Whether all integrators start from one state, or each from a voltage of its own, as in the tutorial's figure. */
export type Starts = 'shared' | 'random';

export interface ComparisonInput {
  readonly cell: CellInput;
  readonly starts: Starts;
  readonly integrators: readonly string[];
  readonly dts: readonly number[];
  readonly duration: number;
  /** Only for the eye: the exact curve within a hundredth of a mV and with fewer points. */
  readonly glance?: boolean;
}

export interface ExactCurve {
  /** Which start it belongs to; 0 where there is one. */
  readonly start: number;
  readonly times: Float64Array;
  readonly voltage: Float64Array;
  readonly spikeTimes: readonly number[];
  readonly peaks: readonly Peak[];
  /** Accepted steps of the adaptive method. */
  readonly steps: number;
}

export interface Row extends Omit<Contestant, 'trace'> {
  readonly start: number;
  /** After step k at k·dt, k = 0 being the start; empty where it refused. */
  readonly voltage: Float64Array;
}

export type ComparisonPart =
  | { readonly kind: 'exact'; readonly exact: ExactCurve }
  | { readonly kind: 'row'; readonly row: Row; readonly fraction: number };

export interface ComparisonOutput {
  readonly orders: Readonly<Record<string, MeasuredOrder>>;
}

export interface CurrentClampInput {
  readonly cell: CellInput;
  /** Levels in the unit of the parameter I. */
  readonly protocol: readonly { readonly level: number; readonly duration: number }[];
}

export interface NamedTrace {
  readonly name: string;
  readonly values: Float64Array;
}

export interface GateTrace extends NamedTrace {
  /** Name of the current that the gate controls; undefined for other pure numbers. */
  readonly current: string | undefined;
}

export interface CurrentClampOutput {
  readonly times: Float64Array;
  readonly voltage: Float64Array;
  readonly stimulus: Float64Array;
  readonly currents: readonly NamedTrace[];
  readonly gates: readonly GateTrace[];
  readonly currentUnit: string;
  readonly spikeTimes: readonly number[];
}

export interface VoltageClampInput {
  readonly cell: CellInput;
  readonly hold: number;
  readonly levels: readonly number[];
  readonly stepDuration: number;
}

export interface VoltageClampSweep {
  readonly level: number;
  /** Outward positive. */
  readonly clamp: Float64Array;
  readonly currents: readonly NamedTrace[];
  readonly gates: readonly GateTrace[];
  /** Most inward current within the step, and the current at its end. */
  readonly peakInward: number;
  readonly atEnd: number;
}

export interface VoltageClampOutput {
  /** The step is from 0 to its duration; a little of the holding level stands before and after it. */
  readonly times: Float64Array;
  readonly sweeps: readonly VoltageClampSweep[];
  readonly currentUnit: string;
}

export interface FICurveInput {
  readonly cell: CellInput;
  /** In the unit of the parameter I, rising. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly duration: number;
  readonly dt: number;
  readonly integrator: string;
}

export interface FICurveOutput {
  readonly unit: string;
  readonly currents: Float64Array;
  /** Hz */
  readonly rates: Float64Array;
  /** Hz, from the first interval. */
  readonly onset: Float64Array;
  readonly rheobase: number | undefined;
  readonly backend: string;
  /** Wall seconds. */
  readonly seconds: number;
}

export interface SteadyStateInput {
  readonly cell: CellInput;
  readonly voltages: readonly number[];
}

export interface SteadyStateOutput {
  readonly voltages: Float64Array;
  /** Outward positive. */
  readonly total: Float64Array;
  readonly currents: readonly NamedTrace[];
  readonly currentUnit: string;
  readonly rests: readonly { readonly voltage: number; readonly stable: boolean }[];
}

/** A preset that holds one cell without resets and noise. */
export interface Choice {
  readonly name: string;
  readonly title: string;
}

export type LaboratoryTasks = {
  readonly cells: { readonly input: undefined; readonly part: never; readonly output: readonly Choice[] };
  readonly compare: {
    readonly input: ComparisonInput;
    readonly part: ComparisonPart;
    readonly output: ComparisonOutput;
  };
  readonly currentClamp: {
    readonly input: CurrentClampInput;
    readonly part: never;
    readonly output: CurrentClampOutput;
  };
  readonly voltageClamp: {
    readonly input: VoltageClampInput;
    readonly part: number;
    readonly output: VoltageClampOutput;
  };
  readonly fICurve: { readonly input: FICurveInput; readonly part: number; readonly output: FICurveOutput };
  readonly steadyState: { readonly input: SteadyStateInput; readonly part: never; readonly output: SteadyStateOutput };
};

/** What the laboratory asks of its worker, and what comes back. Times in ms, voltages in mV, other values in the units named. */
import type { Contestant, FICurve, MeasuredOrder, Peak } from '../../../../index.ts';
import type {
  CurrentClampResult as CurrentClampOutput,
  SteadyStateResult as SteadyStateOutput,
  VoltageClampResult as VoltageClampOutput,
} from '../../../../studies/measure.ts';

export type { GateTrace, NamedTrace } from '../../../../studies/measure.ts';
export type { CurrentClampOutput, SteadyStateOutput, VoltageClampOutput };

/** A cell: a preset with its parameters, in the parameters' own units. */
export interface PresetCell {
  readonly preset: string;
  readonly values: Readonly<Record<string, number>>;
  readonly seed: number;
}

/** Whether all integrators start from one state, or each from a voltage of its own, as in the tutorial's figure. */
export type Starts = 'shared' | 'random';

export interface ComparisonInput {
  readonly cell: PresetCell;
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
  readonly cell: PresetCell;
  /** Levels in the unit of the parameter I. */
  readonly protocol: readonly { readonly level: number; readonly duration: number }[];
}

export interface VoltageClampInput {
  readonly cell: PresetCell;
  readonly hold: number;
  readonly levels: readonly number[];
  readonly stepDuration: number;
}

export interface FICurveInput {
  readonly cell: PresetCell;
  /** In the unit of the parameter I, rising. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly duration: number;
  readonly dt: number;
  readonly integrator: string;
}

export interface FICurveOutput extends FICurve {
  /** Wall seconds. */
  readonly seconds: number;
}

export interface SteadyStateInput {
  readonly cell: PresetCell;
  readonly voltages: readonly number[];
}

/** A preset that holds one cell without resets and noise. */
export interface CellChoice {
  readonly name: string;
  readonly title: string;
}

export type LaboratoryTasks = {
  readonly cells: { readonly input: undefined; readonly part: never; readonly output: readonly CellChoice[] };
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

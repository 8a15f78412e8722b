/** What the laboratory asks of its worker, and what comes back: what studies measure. */
import type { FICurve } from '../../../../index.ts';
import type {
  CurrentClampResult,
  CurrentClampValues,
  FIValues,
  IntegratorsPart,
  IntegratorsResult,
  IntegratorsValues,
  SteadyStateResult,
  SteadyStateValues,
  SubjectValues,
  singleCells,
  VoltageClampResult,
  VoltageClampValues,
} from '../../../../studies/measure.ts';
import type { NamedCell } from '../cell.ts';

/** A study's cell as the page names it. */
export type OnBench<Values extends SubjectValues = SubjectValues> = Omit<Values, 'network'> & NamedCell;

interface Asked<Input, Output, Part = never> {
  readonly input: Input;
  readonly part: Part;
  readonly output: Output;
}

export interface TimedFICurve extends FICurve {
  /** Wall seconds. */
  readonly seconds: number;
}

export type LaboratoryTasks = {
  /** Presets that hold one cell without resets and noise. */
  readonly cells: Asked<undefined, ReturnType<typeof singleCells>>;
  /** Curves and rows have come as parts. */
  readonly compare: Asked<OnBench<IntegratorsValues>, IntegratorsResult['orders'], IntegratorsPart>;
  readonly currentClamp: Asked<OnBench<CurrentClampValues>, CurrentClampResult>;
  /** Parts are the fraction that is done. */
  readonly voltageClamp: Asked<OnBench<VoltageClampValues>, VoltageClampResult, number>;
  readonly fICurve: Asked<OnBench<FIValues>, TimedFICurve, number>;
  readonly steadyState: Asked<OnBench<SteadyStateValues>, SteadyStateResult>;
};

/** What the room asks of its worker, and what comes back. Times in ms, voltages in mV, currents in pA, rates in Hz, unless named. */
import type {
  AdaptationResult,
  ChirpResult,
  DimensionlessResult,
  FamilyName,
  ImpedanceResult,
  LinearisationResult,
  FamilyMember as Member,
  FamilyPart as MemberPart,
  MembraneResult,
  NoisePart,
  Points,
  SpikingResult,
  ZenoResult,
} from '../../../../studies/measure.ts';

/** Values of a panel's parameters in their own units. */
export type PanelValues = Readonly<Record<string, number>>;

export interface PanelQuestion {
  readonly values: PanelValues;
  readonly seed: number;
}

/** Wall time, s. */
interface Timed {
  readonly seconds: number;
}

interface FIOutput extends Timed {
  readonly currents: Float64Array;
  /** 0 of silent cells. */
  readonly rates: Float64Array;
  readonly dt: number;
}

interface LocalInput {
  readonly cell: string;
  /** The operating point. */
  readonly V: number;
  /** Size of the small step: what the leaky cell that stands for it would settle at, mV. */
  readonly size: number;
}

interface FamilyInput {
  readonly family: FamilyName;
  /** Factor on every cell's own current. */
  readonly factor: number;
}

/** Traces have their spikes drawn. */
export interface DrawnMember extends Omit<Member, 'spikes'> {
  readonly title: string;
  /** Their number. */
  readonly spikes: number;
}

export type DrawnFamilyPart =
  | { readonly kind: 'member'; readonly member: DrawnMember }
  | Extract<MemberPart, { kind: 'curve' }>;

interface Task<Input, Output, Part = never> {
  readonly input: Input;
  readonly part: Part;
  readonly output: Output;
}

/** Traces of `spiking`, `dimensionless` and `adaptation` have their spikes drawn. */
export type LifTasks = {
  readonly membrane: Task<PanelQuestion, MembraneResult>;
  readonly spiking: Task<PanelQuestion, SpikingResult>;
  readonly fi: Task<PanelQuestion, FIOutput>;
  readonly dimensionless: Task<PanelQuestion, DimensionlessResult>;
  readonly bode: Task<PanelQuestion, ImpedanceResult & Timed>;
  readonly chirp: Task<PanelQuestion, ChirpResult>;
  readonly adaptation: Task<PanelQuestion, AdaptationResult>;
  readonly noise: Task<PanelQuestion, null, NoisePart>;
  readonly local: Task<LocalInput, LinearisationResult>;
  readonly settled: Task<{ readonly cell: string }, Points>;
  readonly zeno: Task<PanelQuestion, ZenoResult>;
  readonly family: Task<FamilyInput, null, DrawnFamilyPart>;
};

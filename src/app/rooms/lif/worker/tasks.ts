/** What the room asks of its worker, and what comes back. Times in ms, voltages in mV, currents in pA, rates in Hz, unless named. */

/** Values of a panel's parameters in their own units. */
export type Values = Readonly<Record<string, number>>;

export interface Question {
  readonly values: Values;
  readonly seed: number;
}

/** Points of a measurement. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface MembraneOutput {
  /** V after each step. */
  readonly trace: Points;
  /** Time after which the curve has gone 63.2 % of its way, read off the curve; NaN where it has no way to go. */
  readonly tau: number;
  /** Largest distance from the closed form, mV. */
  readonly error: number;
  readonly dt: number;
}

export interface SpikingOutput {
  /** V with each spike drawn as a line. */
  readonly trace: Points;
  readonly spikes: Float64Array;
  /** Mean interval; NaN of fewer than two spikes. */
  readonly interval: number;
  readonly dt: number;
}

export interface FIOutput {
  readonly currents: Float64Array;
  /** 0 of silent cells. */
  readonly rates: Float64Array;
  readonly seconds: number;
  readonly dt: number;
}

export interface DimensionlessOutput {
  /** Each physical cell, then the dimensionless one. */
  readonly cells: readonly { readonly tau: number; readonly trace: Points; readonly spikes: Float64Array }[];
  /** Interval ÷ τ of one cell per i. */
  readonly intervals: Points;
}

export interface BodeOutput {
  /** Hz */
  readonly frequencies: Float64Array;
  /** |Z|, MΩ. */
  readonly amplitude: Float64Array;
  /** Degrees. */
  readonly phase: Float64Array;
  readonly seconds: number;
}

export interface ChirpOutput {
  readonly trace: Points;
  /** Largest |V − E_L| of each half period, against time. */
  readonly peaks: Points;
}

export interface AdaptationOutput {
  readonly trace: Points;
  readonly theta: Points;
  readonly spikes: Float64Array;
  readonly dt: number;
}

export interface Histogram {
  /** Left edges, of equal width. */
  readonly edges: Float64Array;
  readonly width: number;
  readonly counts: Float64Array;
  readonly total: number;
  readonly mean: number;
  readonly deviation: number;
}

export type NoisePart =
  | { readonly kind: 'variance'; readonly points: Points }
  | { readonly kind: 'jitter'; readonly histogram: Histogram | undefined }
  | { readonly kind: 'slopes'; readonly points: Points; readonly expected: Float64Array }
  | { readonly kind: 'channels'; readonly points: Points; readonly expected: Float64Array }
  | { readonly kind: 'rates'; readonly points: Points; readonly errors: Float64Array; readonly dt: number };

export interface LocalInput {
  readonly cell: string;
  /** The operating point. */
  readonly V: number;
  /** Size of the small step: what the leaky cell that stands for it would settle at, mV. */
  readonly size: number;
}

export interface LocalOutput {
  readonly unit: string;
  /** What conductances and resistances are in, next to that unit. */
  readonly units: { readonly g: string; readonly R: string; readonly C: string };
  readonly curve: Points;
  readonly at: {
    readonly V: number;
    readonly I: number;
    readonly C: number;
    readonly g: number;
    readonly gInstant: number;
    readonly R: number;
    readonly tau: number;
    readonly tauSteady: number;
    readonly E: number;
  };
  /** Step of the current. */
  readonly step: number;
  /** V after the current stepped from I to I + step. */
  readonly response: Points;
}

export interface ZenoOutput {
  /** Largest current of each cell. */
  readonly largest: Float64Array;
  /** Shortest interval of each input; NaN of fewer than two spikes. */
  readonly shortest: Readonly<Record<'constant' | 'noise' | 'pulses', Float64Array>>;
  /** Spike times under the largest current. */
  readonly trains: Readonly<Record<'constant' | 'noise' | 'pulses', Float64Array>>;
  readonly dt: number;
  readonly duration: number;
}

export type FamilyName = 'types' | 'adex' | 'izhikevich';

export interface FamilyInput {
  readonly family: FamilyName;
  /** Factor on every cell's own current. */
  readonly factor: number;
}

export interface FamilyMember {
  readonly name: string;
  readonly title: string;
  readonly duration: number;
  readonly trace: Points;
  readonly spikes: number;
  readonly current: string;
}

export type FamilyPart =
  | { readonly kind: 'member'; readonly member: FamilyMember }
  | { readonly kind: 'curve'; readonly name: string; readonly points: Points };

export type LifTasks = {
  readonly membrane: { readonly input: Question; readonly part: never; readonly output: MembraneOutput };
  readonly spiking: { readonly input: Question; readonly part: never; readonly output: SpikingOutput };
  readonly fi: { readonly input: Question; readonly part: never; readonly output: FIOutput };
  readonly dimensionless: { readonly input: Question; readonly part: never; readonly output: DimensionlessOutput };
  readonly bode: { readonly input: Question; readonly part: never; readonly output: BodeOutput };
  readonly chirp: { readonly input: Question; readonly part: never; readonly output: ChirpOutput };
  readonly adaptation: { readonly input: Question; readonly part: never; readonly output: AdaptationOutput };
  readonly noise: { readonly input: Question; readonly part: NoisePart; readonly output: null };
  readonly local: { readonly input: LocalInput; readonly part: never; readonly output: LocalOutput };
  readonly settled: { readonly input: { readonly cell: string }; readonly part: never; readonly output: Points };
  readonly zeno: { readonly input: Question; readonly part: never; readonly output: ZenoOutput };
  readonly family: { readonly input: FamilyInput; readonly part: FamilyPart; readonly output: null };
};

/** A named experiment: what the command line and the page offer. */
import type { Connectivity } from '../network/connectivity-words.ts';
import type { Network } from '../network/network.ts';

/** What can be said of a preset without building it. */
export interface PresetFacts {
  /** 'ei-tutorial' */
  readonly name: string;
  /** 'E–I network, as the tutorial prints it' */
  readonly title: string;
  /** Two sentences at most: what it is and where it comes from. */
  readonly summary: string;
  readonly reference?: string;
  /** Everything `--set` and the page's controls can change. */
  readonly parameters: readonly PresetParameter[];
  /** ms */
  readonly duration: number;
  /** ms */
  readonly dt: number;
  readonly integrator: string;
  /** Variables that `--record` means when it names none; the first is the voltage. */
  readonly variables: readonly string[];
  /** A named part, in the unit of the voltage, that the page's traces show in its place. */
  readonly traced?: string;
  /** How it is run where nobody says so; stored if absent. */
  readonly connectivity?: Connectivity;
  /** Its cells have dendrites, which no room for networks of points takes, nor exports to other simulators. */
  readonly dendrites?: true;
  /** What runs are held against. */
  readonly published?: PublishedRates;
  /** What a source text claims of this experiment, and what is true. */
  readonly claims?: readonly SourceClaim[];
}

/** What a preset is called and what it is, in some language. */
export type PresetWords = Pick<PresetFacts, 'title' | 'summary'>;

/** Mean rates of groups of cells as a source gives them. */
export interface PublishedRates {
  /** Where they are from and of which network, as it is cited. */
  readonly source: string;
  /** In the order of the source's raster, the topmost first. */
  readonly groups: readonly {
    /** Of the population. */
    readonly name: string;
    /** As the source writes it. */
    readonly label: string;
    /** Hz per cell. */
    readonly rate: number;
  }[];
}

/** Every parameter by name, internal units. */
export type PresetValues = Readonly<Record<string, number>>;

export interface Preset extends PresetFacts {
  /** Builds the network. `values` holds every parameter in internal units. */
  build(values: PresetValues, seed: number): Network;
}

export interface PresetParameter {
  readonly name: string;
  /** One line for people. */
  readonly label: string;
  /** '' if it is a pure number. */
  readonly unit: string;
  /** Default in `unit`. */
  readonly value: number;
  /** Value of the literature in `unit`, where it differs from the default, and where it comes from. */
  readonly literature?: { readonly value: number; readonly source: string };
  /** Smallest and largest allowed value in `unit`; beyond them the parameter is refused. */
  readonly range: readonly [number, number];
  /** Counts must be whole numbers. */
  readonly whole?: boolean;
  /** Sliders move on a logarithmic scale. */
  readonly logarithmic?: boolean;
  /** Whether it can act on a running network ('live', a shared parameter of the model) or needs a new one. */
  readonly acts: 'live' | 'rebuild';
}

export interface SourceClaim {
  /** What the source says. */
  readonly claim: string;
  /** What is seen here, and why. */
  readonly seen: string;
}

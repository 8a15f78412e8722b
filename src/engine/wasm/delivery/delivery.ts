/** What a group of synapses needs in the memory of a module. */
import type { Program } from '../../../program/program.ts';
import type { WasmImage } from '../../../program/target/simd.ts';

/** Views of the whole memory. */
export interface Views {
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
}

export interface FillTask {
  readonly program: Program;
  readonly image: WasmImage;
  readonly views: Views;
  /** Addresses of the group's arrays by name (see `arraysOf`); 0 for those it has not. */
  readonly places: Readonly<Record<string, number>>;
  /** Whether the stored targets lie in this memory already. */
  readonly atHome: boolean;
}

/** Copies a group there; it holds zeros before. */
export type Fill<Group> = (group: Group, task: FillTask) => void;

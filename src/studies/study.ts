/** What a study is: a question with options, an answer in numbers, and the same answer as tables and facts. */
import { noMore } from '../no-more.ts';
import { abortSignal, callable, optional, optionsOf } from '../options.ts';
import { type Given, type Options, readOptions, type Values } from './options.ts';

/** A column of numbers. Its name ends in its unit: 'I_pA', 'rate_hz'; of a pure number it has none. */
export interface TableColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
  /** Of a column of words: value k stands for the k-th of these. */
  readonly words?: readonly string[];
}

/** Columns of one length. */
export interface StudyTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

/** Numbers by name; names end in their units. NaN where there is no such number. */
export type Facts = Readonly<Record<string, number>>;

/** What a caller may do with a study while it runs. */
export interface Control<Part = never> {
  /** Ends it early; what it answers then is not whole. */
  readonly signal?: AbortSignal | undefined;
  /** Gets parts of the answer as soon as they are there. */
  readonly onPart?: ((part: Part) => void) | undefined;
}

const readControl = optionsOf<Control>('control', { signal: optional(abortSignal), onPart: optional(callable) });

interface Description<O extends Options, Result, Part> {
  /** 'f-i' */
  readonly name: string;
  /** What it asks, in one sentence. */
  readonly title: string;
  /** Where its formulas are from. */
  readonly source: string;
  readonly options: O;
  run(values: Values<O>, control: Control<Part>): Promise<Result> | Result;
  /** The answer as tables, the most important first. */
  tables(result: Result): readonly StudyTable[];
  /** Single numbers of the answer. */
  facts(result: Result): Facts;
}

export interface Study<O extends Options = Options, Result = unknown, Part = never>
  extends Omit<Description<O, Result, Part>, 'run'> {
  /**
   * Runs it. Throws a UserError for an unknown option, a wrong unit or a value out of range, and whatever the runs throw: a BlowUpError
   * where one is not stable.
   */
  run(given?: Given<O>, control?: Control<Part>): Promise<Result>;
}

export const study = <O extends Options, Result, Part = never>(
  description: Description<O, Result, Part>,
): Study<O, Result, Part> => ({
  ...description,
  run: async (given = {}, control = {}, ...more: undefined[]) => {
    noMore(`${description.name}: run`, 'options and a control', more);
    readControl(control);
    return description.run(readOptions(description.name, description.options, given), control);
  },
});

/** Points of a measurement, or of a trace: two columns of one length. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points as a table. */
export const tableOf = (name: string, x: string, y: string, points: Points): StudyTable => ({
  name,
  columns: [
    { name: x, values: points.x },
    { name: y, values: points.y },
  ],
});

/** What rules for synapses see of the cells at their ends: variables, parameters and named parts of their equations. */
import type { Variable } from '../equations/scope.ts';
import { UserError } from '../errors.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { topological, transform } from '../expression/visit.ts';
import { hiddenName } from './attachment.ts';
import { cellModel, type Slice } from './population.ts';

/** The ends of a projection. */
export type CellEnd = 'source' | 'target';

/** Hidden column with the value of a variable before the reset of the step. */
export const beforeReset = (variable: string): string => hiddenName('before the reset', variable);

/** Leaves of a rule that read the columns of an end. */
const LEAVES = { source: b.source, target: b.target };

const ENDING: Readonly<Record<CellEnd, string>> = { source: '_pre', target: '_post' };

/** Variables of the two cells, and which readings of them their populations must keep. */
export class CellScope {
  readonly #ends: Readonly<Record<CellEnd, Slice>>;
  readonly #what: string;
  /** Names of variables whose values before the reset somebody reads. */
  readonly views: Readonly<Record<CellEnd, Set<string>>> = { source: new Set(), target: new Set() };

  /** `what` starts the sentences of errors. */
  constructor(ends: Readonly<Record<CellEnd, Slice>>, what: string) {
    this.#ends = ends;
    this.#what = what;
  }

  /**
   * What the names that the texts use mean, where they are of a cell: 'v_pre' of the source, 'v_post' and, unless `known` has it, 'v' of
   * the target.
   */
  of(texts: readonly string[], known: (name: string) => boolean): Map<string, Variable> {
    const found = new Map<string, Variable>();
    for (const word of new Set(texts.join('\n').match(/[A-Za-z_]\w*/g) ?? [])) {
      if (known(word)) continue;
      const end = (['source', 'target'] as const).find((side) => word.endsWith(ENDING[side]));
      const variable =
        (end && this.#read(end, word.slice(0, -ENDING[end].length), word)) ?? this.#read('target', word, word);
      if (variable) found.set(word, variable);
    }
    return found;
  }

  #read(end: CellEnd, name: string, word: string): Variable | undefined {
    const { population } = this.#ends[end];
    // What a stimulus keeps is not for rules to see.
    if (population.blueprint.role === 'source') return undefined;
    const model = cellModel(population);
    const named = [...model.states, ...model.parameters, ...model.derived, ...model.sums].find((v) => v.name === name);
    if (!named) return undefined;
    const value =
      'value' in named && typeof named.value === 'object' && 'op' in named.value ? named.value : b.state(name);
    const isParameter = [...model.parameters, ...model.sums].some((p) => p.name === name);
    const expr = isParameter ? this.#parameter(end, name, word) : this.#translated(end, value, word);
    return { kind: 'derived', dimension: named.dimension, value: expr };
  }

  /** An expression over the cell's own variables as rules read it. */
  #translated(end: CellEnd, value: Expr, word: string): Expr {
    const strange = topological([value]).find(
      (e) => e.args.length === 0 && !['number', 'state', 'parameter', 'dt'].includes(e.op),
    );
    if (strange || topological([value]).some((e) => e.op === 'lookup' || e.op === 'poisson'))
      throw new UserError(
        `${this.#what}: '${word}' depends on more than the cell's variables and parameters (the time, chance, a table or the cell's number); let the cell keep it in a variable, and read that.`,
      );
    return transform([value], (e) => {
      if (e.op === 'state') return this.#column(end, e.name);
      return e.op === 'parameter' ? this.#parameter(end, e.name, word) : undefined;
    })[0]!;
  }

  #column(end: CellEnd, name: string): Expr {
    const { reset } = cellModel(this.#ends[end].population);
    if (!reset.some(({ target }) => target === name)) return LEAVES[end](name);
    this.views[end].add(name);
    return LEAVES[end](beforeReset(name));
  }

  #parameter(end: CellEnd, name: string, word: string): Expr {
    const { source, target } = this.#ends;
    const { population } = this.#ends[end];
    const model = cellModel(population);
    if (model.sums.some((sum) => sum.name === name)) return LEAVES[end](name);
    const { value } = model.parameters.find((p) => p.name === name)!;
    if (population.blueprint.initial.has(name) || typeof value !== 'number') return LEAVES[end](name);
    if (population === target.population) return b.parameter(name);
    throw new UserError(
      `${this.#what}: '${word}' needs the parameter '${name}' that all cells of '${source.population.name}' share; rules see shared parameters of the target and their own. Give it in 'parameters' of the plasticity.`,
    );
  }
}

/** The names that the rules of a plasticity see, but for the variables of the synapses and of the cells. */
import type { Model, ModelParameter } from '../../equations/model.ts';
import type { Variable } from '../../equations/scope.ts';
import { UserError } from '../../errors.ts';
import * as b from '../../expression/build.ts';
import type { Dimension } from '../../quantity/dimension.ts';
import { type Attachment, type ReadTime, suffixed, viewed } from '../attachment.ts';
import { WEIGHT } from '../synapse-rules.ts';

export type End = 'pre' | 'post';

/** Leaves of a rule that read the columns of an end. */
export const LEAVES = { pre: b.pre, post: b.post };

/** The reading of either end's traces that a rule takes; undefined: the plain column. */
export type Reading = Readonly<Record<End, ReadTime | undefined>>;

export class RuleScopes {
  /** Named as those of the target population. */
  readonly parameters: readonly ModelParameter[];
  readonly #weight: Dimension;
  readonly #ends: Readonly<Record<End, Attachment | undefined>>;
  readonly #constants: Model;
  readonly #what: string;
  readonly #suffix: string;

  constructor(
    weight: Dimension,
    pre: Attachment | undefined,
    post: Attachment | undefined,
    constants: Model,
    suffix: string,
    what: string,
  ) {
    this.#weight = weight;
    this.#ends = { pre, post };
    this.#constants = constants;
    this.#what = what;
    this.#suffix = suffix;
    this.parameters = constants.parameters.map((p) => ({ ...p, name: suffixed(p.name, suffix) }));
  }

  knows(name: string): boolean {
    return this.read({ pre: undefined, post: undefined }).has(name);
  }

  /** Names that a line of the equations may not have. */
  taken(): ReadonlyMap<string, { readonly what: string; readonly mayMove: boolean }> {
    const titles: Readonly<Record<string, string>> = {
      state: 'the weight',
      derived: "a trace of 'pre' or 'post'",
      parameter: "one of the 'parameters'",
    };
    return new Map(
      [...this.read({ pre: undefined, post: undefined })].map(([name, { kind }]) => [
        name,
        { what: titles[kind]!, mayMove: kind === 'state' },
      ]),
    );
  }

  read(reading: Reading): Map<string, Variable> {
    const variables = new Map<string, Variable>([
      [WEIGHT, { kind: 'state', dimension: this.#weight, value: b.state(WEIGHT) }],
    ]);
    const add = (name: string, variable: Variable): void => {
      if (variables.has(name))
        throw new UserError(`${this.#what}: '${name}' is the name of two things; rename one of them.`);
      variables.set(name, variable);
    };
    for (const end of ['pre', 'post'] as const)
      for (const s of this.#ends[end]?.states ?? []) {
        const view = reading[end];
        add(s.own, {
          kind: 'derived',
          dimension: s.dimension,
          value: LEAVES[end](view === undefined ? s.name : viewed(view, s.name)),
        });
      }
    for (const { name, dimension } of this.#constants.parameters)
      add(name, { kind: 'parameter', dimension, value: b.parameter(suffixed(name, this.#suffix)) });
    return variables;
  }
}

/** Rules by which projections and couplings connect cells, as far as one number makes them. */
import type { ProjectionDocument } from '../schema/networks.ts';

/** Rules that one number makes, with what the number is. */
export const rules = {
  allToAll: undefined,
  oneToOne: undefined,
  fixedProbability: { what: 'p', value: 0.02 },
  fixedInDegree: { what: 'per target', value: 20 },
  fixedOutDegree: { what: 'per source', value: 20 },
} as const;
export type RuleName = keyof typeof rules;

/** What has a rule: projections and couplings. */
type Connected = Pick<ProjectionDocument, 'connect'>;

interface Rule {
  readonly name: string;
  /** Undefined for a rule without one, or one that only the text can show. */
  readonly value: string | number | undefined;
}

export function ruleOf({ connect }: Connected): Rule {
  if (typeof connect === 'string') return { name: connect, value: undefined };
  const [[name, given] = ['', undefined]] = Object.entries(connect) as [string, unknown][];
  if (typeof given === 'string' || typeof given === 'number') return { name, value: given };
  const { p, degree } = (given ?? {}) as { p?: string | number; degree?: string | number };
  return { name, value: p ?? degree };
}

/** The rule of that name with a number; options of a rule that stays are kept. */
export function withRule(p: Connected, name: string, value: string | number | undefined): unknown {
  const own = rules[name as RuleName];
  if (own === undefined) return name;
  const before = typeof p.connect === 'object' ? (p.connect as Record<string, unknown>)[name] : undefined;
  const number = value ?? own.value;
  if (typeof before !== 'object' || before === null) return { [name]: number };
  return { [name]: { ...before, [name === 'fixedProbability' ? 'p' : 'degree']: number } };
}

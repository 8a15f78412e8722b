/** White-noise terms of a differential equation. */
import * as b from '../expression/build.ts';
import { derivative } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates, topological } from '../expression/visit.ts';
import { noiseLeaf } from './check.ts';

export interface SplitNoise {
  /** The right-hand side at ξ = 0. */
  readonly drift: Expr;
  readonly terms: readonly { readonly source: string; readonly amplitude: Expr }[];
}

/** Splits f + Σ amplitude·ξ. Answers undefined where some ξ does not stand in a sum or as a factor. */
export function splitNoise(root: Expr, sources: readonly string[]): SplitNoise | undefined {
  const leaves = new Set(sources.map(noiseLeaf));
  const noisy = new Set<Expr>();
  for (const e of topological([root])) {
    const args = e.args.map((arg) => noisy.has(arg));
    if (!leaves.has(e) && !args.includes(true)) continue;
    const linear =
      e.args.length === 0 ||
      e.op === 'add' ||
      e.op === 'sub' ||
      e.op === 'neg' ||
      (e.op === 'mul' && !(args[0] && args[1])) ||
      (e.op === 'div' && !args[1]) ||
      (e.op === 'select' && !args[0]);
    if (!linear) return undefined;
    noisy.add(e);
  }
  const nothing = new Map([...leaves].map((leaf) => [leaf.name, b.zero]));
  const terms = sources.map((source) => ({ source, amplitude: derivative(root, noiseLeaf(source).name) }));
  return { drift: substituteStates([root], nothing)[0]!, terms: terms.filter((term) => term.amplitude !== b.zero) };
}

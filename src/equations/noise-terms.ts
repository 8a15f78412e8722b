/** White-noise terms of a differential equation. */
import * as b from '../expression/build.ts';
import { noiseAmplitude } from '../expression/derivative.ts';
import type { Expr } from '../expression/node.ts';
import { topological, transform } from '../expression/visit.ts';

export interface SplitNoise {
  /** The right-hand side at ξ = 0. */
  readonly drift: Expr;
  readonly terms: readonly { readonly source: string; readonly amplitude: Expr }[];
}

/** Splits f + Σ amplitude·ξ. Answers undefined where some ξ does not stand in a sum or as a factor. */
export function splitNoise(root: Expr, sources: readonly string[]): SplitNoise | undefined {
  const noisy = new Set<Expr>();
  for (const e of topological([root])) {
    const args = e.args.map((arg) => noisy.has(arg));
    if (e.op !== 'noise' && !args.includes(true)) continue;
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
  const terms = sources.map((source) => ({ source, amplitude: noiseAmplitude(root, source) }));
  const [drift] = transform([root], (e) => (e.op === 'noise' ? b.zero : undefined)) as [Expr];
  return { drift, terms: terms.filter((term) => term.amplitude !== b.zero) };
}

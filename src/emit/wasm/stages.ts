/**
 * Cuts a population's expressions into stages, each its own loop over some hundred cells.
 *
 * A step is one long chain of dependent operations. A processor can overlap the chains of several cells only as far as its window of
 * some hundred instructions reaches; one loop body for all of it fills the window with a single chain. So the chain is cut where its
 * latency since the last cut exceeds a budget, and the few values that cross a cut go through a scratch array that stays in the cache.
 */
import { type Expr, type FunctionNode, isOperation } from '../../expression/node.ts';
import type { Analysis } from './analysis.ts';
import { vector } from './ops.ts';

export interface Stages {
  readonly count: number;
  /** Values to be kept for later stages, in the stage that makes them. */
  readonly kept: readonly (readonly Expr[])[];
}

/** Latencies in cycles of what is no operation: of a function that carries data, and of a leaf. */
const FUNCTIONS: Readonly<Record<FunctionNode['op'], number>> = { lookup: 25, poisson: 300, phi1: 2, component: 300 };
const DRAW = 60;
const LEAF = 2;

function latencyOf(e: Expr): number {
  if (isOperation(e)) return vector[e.op].latency;
  if (e.op in FUNCTIONS) return FUNCTIONS[e.op as FunctionNode['op']];
  return e.op === 'draw' ? DRAW : LEAF;
}

/** `budget`: latency in cycles after which to cut; `isFree`: values that cost a stage nothing. */
export function stagesOf(analysis: Analysis, budget: number, isFree: (e: Expr) => boolean): Stages {
  const { nodes, roots } = analysis;
  const isLeaf = (e: Expr): boolean => e.op !== 'draw' && (e.args.length === 0 || analysis.isFixed(e) || isFree(e));
  // As early as possible: a stage and a latency since its start.
  const stage = new Map<Expr, number>();
  const depth = new Map<Expr, number>();
  for (const e of nodes) {
    if (isLeaf(e) || e.type === 'vector') continue;
    const own = analysis.isReciprocalExprel(e) ? vector.exprel.latency : latencyOf(e);
    let s = 0;
    let d = 0;
    for (const a of analysis.operands(e)) {
      if (isLeaf(a)) continue;
      const from = stage.get(a)!;
      if (from > s) {
        s = from;
        d = 0;
      }
      if (from === s) d = Math.max(d, depth.get(a)!);
    }
    if (d > 0 && d + own > budget) {
      s++;
      d = 0;
    }
    stage.set(e, s);
    depth.set(e, d + own);
  }
  const last = Math.max(0, ...roots.map((r) => stage.get(r) ?? 0));
  // What is cheap moves to where it is first needed.
  const needed = new Map<Expr, number>();
  for (const root of roots) needed.set(root, last);
  for (const e of [...nodes].reverse()) {
    if (!stage.has(e) || !needed.has(e)) continue;
    const cheap = latencyOf(e) <= 11 && !analysis.isReciprocalExprel(e);
    if (cheap) stage.set(e, needed.get(e)!);
    for (const a of analysis.operands(e))
      if (stage.has(a)) needed.set(a, Math.min(needed.get(a) ?? last, stage.get(e)!));
  }
  // One operation on leaves is as quick to repeat as to fetch.
  const repeatable = (e: Expr): boolean =>
    latencyOf(e) <= 3 && !analysis.isReciprocalExprel(e) && analysis.operands(e).every(isLeaf);
  const kept: Expr[][] = Array.from({ length: last + 1 }, () => []);
  const noted = new Set<Expr>();
  const note = (e: Expr, user: number): void => {
    const s = stage.get(e);
    if (s === undefined || s >= user || noted.has(e) || repeatable(e)) return;
    noted.add(e);
    kept[s]!.push(e);
  };
  for (const e of nodes) {
    const s = stage.get(e);
    if (s === undefined || !needed.has(e)) continue;
    for (const a of analysis.operands(e)) note(a, s);
  }
  for (const root of roots) note(root, last);
  return { count: last + 1, kept };
}

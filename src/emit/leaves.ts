/** What emitted expressions read: one entry per kind of leaf, so that a kind without code does not compile. */
import { InternalError } from '../errors.ts';
import type { Leaf, LeafOf } from '../expression/node.ts';

/** Leaves of the step of a population. */
export type StepLeafOp = 'state' | 'parameter' | 'uniform' | 'inlet' | 'time' | 'step' | 'dt' | 'cell' | 'draw';

/** Leaves of a rule for synapses. */
export type RuleLeafOp = 'synapse' | 'pre' | 'post' | 'source' | 'target' | 'uniform' | 'step' | 'dt';

/** Leaves of what a junction adds to a sum. */
export type TermLeafOp = 'weight' | 'pre' | 'post' | 'uniform';

/** Code of each kind of leaf. */
type LeafCode<Op extends Leaf['op'], Code> = { readonly [K in Op]: (leaf: LeafOf<K>) => Code };

/** Code of a leaf; throws for a kind that has no place here. */
export function leafReader<Op extends StepLeafOp | RuleLeafOp | TermLeafOp, Code>(
  codes: LeafCode<Op, Code>,
): (leaf: Leaf) => Code {
  return (leaf) => {
    const code = (codes as Partial<Record<string, (leaf: never) => Code>>)[leaf.op];
    if (!code) throw new InternalError(`'${leaf.op}' is not a leaf that is read here.`);
    return code(leaf as never);
  };
}

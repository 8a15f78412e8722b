/** State that projections add to the cells at their ends, advanced in a step beside the cell's own. */

import type { StateVariable } from '../equations/model.ts';
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import { substituteStates, transform } from '../expression/visit.ts';
import { exactStep } from '../integrators/exact.ts';
import { type Attachment, hiddenName, type ReadTime, SCALE, systemOf, viewed } from '../network/attachment.ts';

import type { ColumnRole } from '../program/program.ts';

/** The attachment with a release of 1 made `scale`. */
export function withScale(attachment: Attachment, scale: number): Attachment {
  const { amount } = attachment;
  if (!amount) return attachment;
  const [value] = transform([amount.value], (e) => (e === SCALE ? b.number(scale) : undefined)) as [Expr];
  return { ...attachment, amount: { ...amount, value } };
}

function exactly(states: readonly StateVariable[]): Map<string, Expr> {
  const next = exactStep(systemOf(states), b.dt);
  return new Map(states.map((s, i) => [s.name, next[i]!]));
}

/** Flag column of a cell whose attachments jump later: whether it spiked in the step before. */
export const SPIKED = hiddenName('spiked in the step before');

/** A column that an attachment adds. */
interface AttachedRow {
  readonly name: string;
  readonly role: ColumnRole;
  readonly next: Expr;
}

/**
 * Next values of the attachment's states, then of its amount, then of its views. `spike`: whether the cell spikes in this step; undefined:
 * never.
 */
export function advanceAttachment(attachment: Attachment, spike: Expr | undefined): AttachedRow[] {
  const { states, onSpike, jump, amount, views } = attachment;
  const old = new Map(states.map((s) => [s.name, b.state(s.name)]));
  const jumped = (values: ReadonlyMap<string, Expr>, when: Expr): Map<string, Expr> => {
    const after = new Map(values);
    for (const { target, value } of onSpike) after.set(target, substituteStates([value], after)[0]!);
    return new Map([...after].map(([name, value]) => [name, b.select(when, value, values.get(name)!)]));
  };
  const steps = exactly(states);
  const advanced = (values: ReadonlyMap<string, Expr>): Map<string, Expr> =>
    new Map(states.map((s) => [s.name, substituteStates([steps.get(s.name)!], values)[0]!]));
  const now = spike ?? b.never;
  const earlier = spike ? b.compare('gt', b.state(SPIKED), b.zero) : b.never;
  const before = advanced(jump === 'next start' ? jumped(old, earlier) : old);
  const values = jump === 'next start' ? before : jumped(before, jump === 'now' ? now : earlier);
  const attached = { attached: attachment.suffix };
  const rows = states.map((s): AttachedRow => ({ name: s.name, role: attached, next: values.get(s.name)! }));
  if (amount) rows.push({ name: amount.column, role: 'hidden', next: substituteStates([amount.value], values)[0]! });
  const after = jump === 'next start' ? jumped(values, now) : values;
  const readings: Record<ReadTime, () => ReadonlyMap<string, Expr>> = {
    before: () => before,
    after: () => after,
    ahead: () => advanced(after),
    arrived: () => jumped(advanced(after), now),
  };
  for (const { view, state } of views)
    rows.push({ name: viewed(view, state), role: 'hidden', next: readings[view]().get(state)! });
  return rows;
}

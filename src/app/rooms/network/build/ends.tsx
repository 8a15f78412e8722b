/** What projections and couplings have in common by form: from where to where, and by which rule. */

import {
  ends,
  entry,
  type ProjectionDocument,
  type RuleName,
  ruleOf,
  rules,
  withRule,
} from '../../../../document/edit/index.ts';
import type { ExperimentDocument } from '../../../../document/index.ts';
import { Entry, Menu } from '../../../controls/settings.tsx';

interface EndsProps {
  readonly id: string;
  /** 'cells to P', for spoken names. */
  readonly which: string;
  readonly document: ExperimentDocument;
  readonly join: Pick<ProjectionDocument, 'from' | 'to' | 'connect'>;
  readonly set: (entries: Readonly<Record<string, unknown>>) => void;
}

export function Ends({ id, which, document, join, set }: EndsProps) {
  const { from, to } = join;
  const rule = ruleOf(join);
  const known = rules[rule.name as RuleName];
  const places = (own: string) => [...new Set([...ends(document), own])].map((value) => ({ value, title: value }));
  const ruleNames = [...new Set([...Object.keys(rules), rule.name])].map((value) => ({ value, title: value }));
  return (
    <>
      <Menu
        id={`${id}-from`}
        label="from"
        value={from}
        options={places(from)}
        onChoose={(value) => set({ from: value })}
      />
      <Menu id={`${id}-to`} label="to" value={to} options={places(to)} onChoose={(value) => set({ to: value })} />
      <Menu
        id={`${id}-rule`}
        label="rule"
        value={rule.name}
        options={ruleNames}
        onChoose={(name) => set({ connect: withRule(join, name, undefined) })}
      />
      {known === undefined || rule.value === undefined ? null : (
        <Entry
          id={`${id}-number`}
          name={`${known.what}, ${which}`}
          label={known.what}
          shown={String(rule.value)}
          onEnter={(text) => set({ connect: withRule(join, rule.name, entry(text)) })}
        />
      )}
    </>
  );
}

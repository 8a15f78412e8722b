/** One projection by form: from where to where, by which rule, what a spike does, how late, and whether it learns. */
import type { ExperimentDocument } from '../../../../document/index.ts';
import { Icon } from '../../../controls/icon.tsx';
import { Entry, Menu } from '../../../controls/settings.tsx';
import {
  type Change,
  ends,
  entry,
  type ProjectionDocument,
  pairRule,
  type RuleName,
  removeProjection,
  ruleOf,
  rules,
  setPlastic,
  setProjection,
  withRule,
} from './edit.ts';

interface CardProps {
  readonly document: ExperimentDocument;
  readonly projection: ProjectionDocument;
  readonly at: number;
  readonly change: Change;
}

export function ProjectionCard({ document, projection, at, change }: CardProps) {
  const id = `projection-${at}`;
  const { from, to, onSpike, weight, delay, plasticity } = projection;
  const which = `${from} to ${to}`;
  const set = (entries: Readonly<Record<string, unknown>>) => change((d) => setProjection(d, at, entries));
  const rule = ruleOf(projection);
  const known = rules[rule.name as RuleName];
  const places = (own: string) => [...new Set([...ends(document), own])].map((value) => ({ value, title: value }));
  const ruleNames = [...new Set([...Object.keys(rules), rule.name])].map((value) => ({ value, title: value }));
  const pair = pairRule(projection);
  const written = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  const learns = plasticity === undefined ? 'no' : pair === undefined ? 'other' : 'pairs';
  return (
    <fieldset class="card" aria-label={`projection ${which}`}>
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
        onChoose={(name) => set({ connect: withRule(projection, name, undefined) })}
      />
      {known === undefined || rule.value === undefined ? null : (
        <Entry
          id={`${id}-number`}
          name={`${known.what}, ${which}`}
          label={known.what}
          shown={String(rule.value)}
          onEnter={(text) => set({ connect: withRule(projection, rule.name, entry(text)) })}
        />
      )}
      <Entry
        id={`${id}-effect`}
        name={`what a spike does, ${which}`}
        label="on spike"
        wide
        shown={onSpike}
        onEnter={(text) => set({ onSpike: text.trim() })}
      />
      {weight !== undefined && written(weight) === undefined ? null : (
        <Entry
          id={`${id}-weight`}
          name={`weight w, ${which}`}
          label="weight w"
          shown={written(weight) ?? ''}
          onEnter={(text) => set({ weight: text.trim() === '' ? undefined : text.trim() })}
        />
      )}
      {delay !== undefined && written(delay) === undefined ? null : (
        <Entry
          id={`${id}-delay`}
          name={`delay, ${which}`}
          label="delay"
          shown={written(delay) ?? ''}
          onEnter={(text) => set({ delay: text.trim() === '' ? undefined : text.trim() })}
        />
      )}
      <Menu
        id={`${id}-learns`}
        label="learns"
        value={learns}
        options={[
          { value: 'no', title: 'no' },
          { value: 'pairs', title: 'by pairs of spikes (STDP)' },
          ...(learns === 'other' ? [{ value: 'other', title: 'by a rule of its own' }] : []),
        ]}
        onChoose={(value) => {
          if (value !== 'other') change((d) => setPlastic(d, at, value === 'pairs'));
        }}
      />
      {pair === undefined
        ? null
        : (['A_plus', 'A_minus', 'tau_plus', 'tau_minus'] as const).map((name) => (
            <Entry
              key={name}
              id={`${id}-${name}`}
              name={`${name}, ${which}`}
              label={name}
              shown={String(pair[name])}
              onEnter={(text) => set({ plasticity: { pairStdp: { ...pair, [name]: entry(text) } } })}
            />
          ))}
      <button
        type="button"
        class="bare card-close"
        aria-label={`remove the synapses ${which}`}
        title={`remove the synapses ${which}`}
        onClick={() => change((d) => removeProjection(d, at))}
      >
        <Icon name="close" />
      </button>
    </fieldset>
  );
}

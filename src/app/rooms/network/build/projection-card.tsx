/** One projection by form: from where to where, by which rule, what a spike does, how late, and whether it learns. */

import {
  type DocumentEdit,
  entry,
  type ProjectionDocument,
  pairRule,
  removeJoin,
  setJoin,
  setPlastic,
} from '../../../../document/edit/index.ts';
import type { ExperimentDocument } from '../../../../document/index.ts';
import { Entry, Menu } from '../../../controls/settings.tsx';
import { JoinCard, MayBeEmpty } from './join-card.tsx';

interface CardProps {
  readonly document: ExperimentDocument;
  readonly projection: ProjectionDocument;
  readonly at: number;
  readonly change: (edit: DocumentEdit) => void;
}

export function ProjectionCard({ document, projection, at, change }: CardProps) {
  const id = `projection-${at}`;
  const { from, to, onSpike, weight, delay, plasticity } = projection;
  const which = `${from} to ${to}`;
  const set = (entries: Readonly<Record<string, unknown>>) => change((d) => setJoin(d, 'projections', at, entries));
  const pair = pairRule(projection);
  const learns = plasticity === undefined ? 'no' : pair === undefined ? 'other' : 'pairs';
  return (
    <JoinCard
      kind="projection"
      id={id}
      which={which}
      document={document}
      join={projection}
      set={set}
      onRemove={() => change((d) => removeJoin(d, 'projections', at))}
    >
      <Entry
        id={`${id}-effect`}
        name={`what a spike does, ${which}`}
        label="on spike"
        wide
        shown={onSpike}
        onEnter={(text) => set({ onSpike: text.trim() })}
      />
      <MayBeEmpty id={id} which={which} field="weight" label="weight w" value={weight} set={set} />
      <MayBeEmpty id={id} which={which} field="delay" label="delay" value={delay} set={set} />
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
    </JoinCard>
  );
}

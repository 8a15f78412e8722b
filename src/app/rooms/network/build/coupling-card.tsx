/** One coupling by form: which cells are joined, by which rule, what passes, and into which sum. */

import {
  actsAs,
  type CouplingDocument,
  type DocumentEdit,
  entry,
  removeCoupling,
  setJoin,
  sumsAt,
  written,
} from '../../../../document/edit/index.ts';
import type { ExperimentDocument } from '../../../../document/index.ts';
import { Entry, Menu } from '../../../controls/settings.tsx';
import { JoinCard, MayBeEmpty } from './join-card.tsx';

interface CardProps {
  readonly document: ExperimentDocument;
  readonly coupling: CouplingDocument;
  readonly at: number;
  readonly change: (edit: DocumentEdit) => void;
}

export function CouplingCard({ document, coupling, at, change }: CardProps) {
  const id = `coupling-${at}`;
  const { from, to, current, value, into, weight, parameters = {} } = coupling;
  const which = `${from} with ${to}`;
  const set = (entries: Readonly<Record<string, unknown>>) => change((d) => setJoin(d, 'couplings', at, entries));
  const kind = value === undefined ? 'current' : 'value';
  const sums = sumsAt(document, to);
  const shownSum = into ?? sums[0] ?? '';
  return (
    <JoinCard
      kind="coupling"
      id={id}
      which={which}
      document={document}
      join={coupling}
      set={set}
      onRemove={() => change((d) => removeCoupling(d, at))}
    >
      <Menu
        id={`${id}-kind`}
        label="acts"
        value={kind}
        options={[
          { value: 'current', title: 'at both ends (gap junction)' },
          { value: 'value', title: 'on the target (sum)' },
        ]}
        onChoose={(next) => set(actsAs(coupling, next))}
      />
      <Menu
        id={`${id}-into`}
        label="into"
        value={shownSum}
        options={[...new Set([...sums, shownSum])].map((name) => ({ value: name, title: name }))}
        onChoose={(name) => set({ into: name })}
      />
      <Entry
        id={`${id}-effect`}
        name={`what passes, ${which}`}
        label={kind === 'current' ? 'current' : 'adds'}
        wide
        shown={current ?? value ?? ''}
        onEnter={(text) => set({ [kind]: text.trim() })}
      />
      {Object.entries(parameters).map(([name, given]) =>
        written(given) === undefined ? null : (
          <Entry
            key={name}
            id={`${id}-${name}`}
            name={`${name}, ${which}`}
            label={name}
            shown={written(given)!}
            onEnter={(text) => set({ parameters: { ...parameters, [name]: entry(text) } })}
          />
        ),
      )}
      <MayBeEmpty id={id} which={which} field="weight" label="weight w" value={weight} set={set} />
    </JoinCard>
  );
}

/** What the cards of projections and couplings share: their ends and rule, the weight, and the way to take them away. */
import type { ComponentChildren } from 'preact';
import { type ProjectionDocument, written } from '../../../../document/edit/index.ts';
import type { ExperimentDocument } from '../../../../document/index.ts';
import { Icon } from '../../../controls/icon.tsx';
import { Entry } from '../../../controls/settings.tsx';
import { Ends } from './ends.tsx';

interface JoinCardProps {
  readonly kind: 'projection' | 'coupling';
  readonly id: string;
  /** 'cells to P', for spoken names. */
  readonly which: string;
  readonly document: ExperimentDocument;
  readonly join: Pick<ProjectionDocument, 'from' | 'to' | 'connect'>;
  readonly set: (entries: Readonly<Record<string, unknown>>) => void;
  readonly onRemove: () => void;
  readonly children: ComponentChildren;
}

export function JoinCard({ kind, id, which, document, join, set, onRemove, children }: JoinCardProps) {
  const remove = `remove the ${kind === 'projection' ? 'synapses' : 'coupling'} ${which}`;
  return (
    <fieldset class="card" aria-label={`${kind} ${which}`}>
      <Ends id={id} which={which} document={document} join={join} set={set} />
      {children}
      <button type="button" class="bare card-close" aria-label={remove} title={remove} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </fieldset>
  );
}

interface MayBeEmptyProps {
  readonly id: string;
  readonly which: string;
  /** Name of the entry in the document. */
  readonly field: 'weight' | 'delay';
  readonly label: string;
  readonly value: unknown;
  readonly set: JoinCardProps['set'];
}

/** A value that may be left out; lists are not written by form. */
export function MayBeEmpty({ id, which, field, label, value, set }: MayBeEmptyProps) {
  if (value !== undefined && written(value) === undefined) return null;
  return (
    <Entry
      id={`${id}-${field}`}
      name={`${label}, ${which}`}
      label={label}
      shown={written(value) ?? ''}
      onEnter={(text) => set({ [field]: text.trim() === '' ? undefined : text.trim() })}
    />
  );
}

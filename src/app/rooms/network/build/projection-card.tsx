/** One projection by form: from where to where, by which rule, what a spike does, how late, and whether it learns. */
import type { ExperimentDocument } from '../../../../document/index.ts';
import { Icon } from '../../../controls/icon.tsx';
import { Entry, Menu } from '../../../controls/settings.tsx';
import {
  type Change,
  entry,
  type ProjectionDocument,
  pairRule,
  removeJoin,
  setJoin,
  setPlastic,
  written,
} from './edit.ts';
import { Ends } from './ends.tsx';

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
  const set = (entries: Readonly<Record<string, unknown>>) => change((d) => setJoin(d, 'projections', at, entries));
  const pair = pairRule(projection);
  const learns = plasticity === undefined ? 'no' : pair === undefined ? 'other' : 'pairs';
  return (
    <fieldset class="card" aria-label={`projection ${which}`}>
      <Ends id={id} which={which} document={document} join={projection} set={set} />
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
        onClick={() => change((d) => removeJoin(d, 'projections', at))}
      >
        <Icon name="close" />
      </button>
    </fieldset>
  );
}

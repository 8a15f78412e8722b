/** One population by form. */

import {
  type DocumentEdit,
  ends,
  entry,
  isSource,
  type PopulationDocument,
  removePopulation,
  renamePopulation,
  setPopulation,
} from '../../../../document/edit/index.ts';
import type { ExperimentDocument } from '../../../../document/index.ts';
import { UserError } from '../../../../index.ts';
import { Icon } from '../../../controls/icon.tsx';
import { Entry, Menu } from '../../../controls/settings.tsx';

interface CardProps {
  readonly document: ExperimentDocument;
  readonly name: string;
  readonly population: PopulationDocument;
  readonly change: (edit: DocumentEdit) => void;
}

export function PopulationCard({ document, name, population, change }: CardProps) {
  const id = `population-${name}`;
  const set = (entries: Readonly<Record<string, unknown>>) => change((d) => setPopulation(d, name, entries));
  const source = isSource(population);
  const poisson = 'poisson' in population ? population.poisson : undefined;
  const rate = poisson === undefined || Array.isArray(poisson.rate) ? undefined : String(poisson.rate);
  const models = Object.keys(document.models ?? {});
  const groups = Object.entries(population.groups ?? {});
  return (
    <fieldset class="card" aria-label={`population ${name}`}>
      <Entry
        id={`${id}-name`}
        name={`name of the population ${name}`}
        label="name"
        shown={name}
        onEnter={(text) => {
          const next = text.trim();
          if (next === '' || ends(document).includes(next))
            throw new UserError(next === '' ? 'A population needs a name.' : `There are cells '${next}' already.`);
          change((d) => renamePopulation(d, name, next));
        }}
      />
      <Entry
        id={`${id}-size`}
        name={`cells in ${name}`}
        label={source ? 'trains' : 'cells'}
        shown={String(population.size)}
        onEnter={(text) => set({ size: entry(text) })}
      />
      {'model' in population ? (
        <Menu
          id={`${id}-model`}
          label="model"
          value={population.model}
          options={models.map((model) => ({ value: model, title: model }))}
          onChoose={(model) => set({ model })}
        />
      ) : null}
      {rate === undefined ? null : (
        <Entry
          id={`${id}-rate`}
          name={`rate of ${name}`}
          label="rate"
          shown={rate}
          onEnter={(text) => set({ poisson: { ...poisson, rate: text.trim() } })}
        />
      )}
      {groups.length === 0 ? null : <p class="hint card-note">groups: {groups.map(([group]) => group).join(', ')}</p>}
      <button
        type="button"
        class="bare card-close"
        aria-label={`remove ${name} and its synapses`}
        title={`remove ${name} and its synapses`}
        disabled={Object.keys(document.populations).length < 2}
        onClick={() => change((d) => removePopulation(d, name))}
      >
        <Icon name="close" />
      </button>
    </fieldset>
  );
}

/** The network itself, made here: populations, stimuli and synapses by form, or the whole experiment as text. Both are one document. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import {
  addCells,
  addCoupling,
  addPoisson,
  addProjection,
  cellNames,
  type DocumentEdit,
  empty,
} from '../../../../document/edit/index.ts';
import { type ExperimentDocument, read, write } from '../../../../document/index.ts';
import { UserError } from '../../../../index.ts';
import { documentFrom } from '../../../../live/index.ts';
import { buildOf } from '../../../own/build.ts';
import { admit } from '../../../own/registry.ts';
import type { Session } from '../../../run/session.ts';
import './build.css';
import { CouplingCard } from './coupling-card.tsx';
import { chooseFile, openText } from './files.ts';
import { PopulationCard } from './population-card.tsx';
import { ProjectionCard } from './projection-card.tsx';

interface BuildDraft {
  /** The experiment that it was made from. */
  readonly from: string;
  readonly document: ExperimentDocument;
}

/** Where the drafts of this view are kept. */
const place = 'build';
const textPlace = 'build text';

const readText = (kept: unknown): string | undefined => (typeof kept === 'string' ? kept : undefined);

/** What was kept, if it may be a draft; whether it is a document is seen when it is read. */
function readDraft(kept: unknown): BuildDraft | undefined {
  const { from, document } = (kept ?? {}) as Partial<BuildDraft>;
  return typeof from === 'string' && typeof document === 'object' && document !== null ? { from, document } : undefined;
}

export function BuildView({ session }: { session: Session }) {
  /** What was made and does not run yet, by the experiment that it was made from. */
  const draft = useSignal<BuildDraft | undefined>(undefined);
  const problem = useSignal('');
  const text = useSignal(readText(session.drafts.get(textPlace)));
  const {
    preset,
    document: own,
    models,
    values,
    seed,
    dt,
    duration,
    integrator,
    backend,
    connectivity,
  } = session.begun();
  const from = JSON.stringify([preset, own, models, values, seed, dt, duration, integrator, backend, connectivity]);
  const running = useMemo(() => {
    try {
      const begun = session.begun();
      return documentFrom(buildOf(begun), begun);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      return thrown.message;
    }
  }, [from]);
  const type = (next: string | undefined) => {
    text.value = next;
    if (next === undefined) session.drafts.delete(textPlace);
    else session.drafts.set(textPlace, next);
  };
  useEffect(() => {
    const kept = readDraft(session.drafts.get(place));
    if (kept?.from !== from || draft.peek() !== undefined) return;
    const show = async () => {
      try {
        await read(kept.document);
        draft.value = kept;
        await admit(JSON.stringify(kept.document));
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        problem.value = thrown.message;
        // What no form can show stands as text.
        if (draft.peek() === undefined) type(JSON.stringify(kept.document, undefined, 2));
      }
    };
    void show();
  }, [from]);
  const document = draft.value?.from === from ? draft.value.document : running;
  if (typeof document === 'string') return <p class="problem build">{document}</p>;

  const put = async (next: ExperimentDocument): Promise<boolean> => {
    // A mistake that was taken back is no step for undo.
    if (JSON.stringify(next) === JSON.stringify(running)) {
      problem.value = '';
      draft.value = undefined;
      session.drafts.delete(place);
      return true;
    }
    draft.value = { from, document: next };
    session.drafts.set(place, draft.peek());
    try {
      const { experiment, plan } = await admit(JSON.stringify(next));
      problem.value = '';
      draft.value = undefined;
      session.drafts.delete(place);
      session.unsaved.value = true;
      session.open({ ...experiment, backend: next.run.backend ?? session.experiment.peek().backend }, true, plan);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      problem.value = thrown.message;
      return false;
    }
  };
  const change = (edit: DocumentEdit) => {
    try {
      void put(edit(document));
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      problem.value = thrown.message;
    }
  };
  const noCells = cellNames(document).length === 0;
  const populations = Object.entries(document.populations);
  return (
    <div class="build">
      <p class="build-bar">
        <button type="button" class="button small" title="begin with one population" onClick={() => void put(empty)}>
          New
        </button>
        <button
          type="button"
          class="button small"
          onClick={() => void chooseFile(session)}
          title="a document, YAML or JSON; it may be dropped on the page too (Ctrl + O)"
        >
          Open…
        </button>
        <button
          type="button"
          class="button small"
          onClick={() => session.download('experiment.yaml')}
          title="the experiment as a document, YAML (Ctrl + S)"
        >
          Save
        </button>
        <button
          type="button"
          class="button small"
          aria-pressed={text.value !== undefined}
          onClick={async () => {
            type(text.peek() === undefined ? await write(document) : undefined);
          }}
        >
          Text
        </button>
      </p>
      {problem.value === '' ? null : (
        <p class="problem build-problem" role="alert">
          {problem.value}
        </p>
      )}
      {text.value === undefined ? (
        <>
          <h3 class="build-head">Populations</h3>
          {populations.map(([name, population]) => (
            <PopulationCard key={name} document={document} name={name} population={population} change={change} />
          ))}
          <p class="build-bar">
            <button type="button" class="button small" onClick={() => change(addCells)}>
              + population
            </button>
            <button
              type="button"
              class="button small"
              onClick={() => change(addPoisson)}
              title="Poisson trains, and their synapses"
            >
              + Poisson stimulus
            </button>
          </p>
          <h3 class="build-head">Projections</h3>
          {(document.projections ?? []).map((projection, at) => (
            <ProjectionCard key={at} document={document} projection={projection} at={at} change={change} />
          ))}
          <p class="build-bar">
            <button type="button" class="button small" disabled={noCells} onClick={() => change(addProjection)}>
              + projection
            </button>
          </p>
          <h3 class="build-head">Couplings</h3>
          {(document.couplings ?? []).map((coupling, at) => (
            <CouplingCard key={at} document={document} coupling={coupling} at={at} change={change} />
          ))}
          <p class="build-bar">
            <button
              type="button"
              class="button small"
              disabled={noCells}
              onClick={() => change(addCoupling)}
              title="gap junctions, and sums over other cells' state"
            >
              + coupling
            </button>
          </p>
        </>
      ) : (
        <form
          class="build-text"
          onSubmit={async (event) => {
            event.preventDefault();
            try {
              await openText(session, text.peek() ?? '', 'The text');
              session.unsaved.value = true;
              problem.value = '';
              type(undefined);
            } catch (thrown) {
              if (!(thrown instanceof UserError)) throw thrown;
              problem.value = thrown.message;
            }
          }}
        >
          <textarea
            aria-label="the experiment as text"
            spellcheck={false}
            autocomplete="off"
            value={text.value}
            onInput={(event) => {
              type(event.currentTarget.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
          <button type="submit" class="button small" title="Ctrl + Enter">
            Run this
          </button>
        </form>
      )}
    </div>
  );
}

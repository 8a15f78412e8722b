/** The model as text, editable while it runs: what is right is put to work in place, what is wrong is marked and changes nothing. */

import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isBrian2 } from '../../../../document/index.ts';
import { UserError } from '../../../../index.ts';
import {
  type Draft,
  DraftChecker,
  type DraftProblem,
  draftOf,
  type ModelField,
  type ModelSymbols,
  modelOf,
  type PopulationDescription,
  problemAt,
  problemOf,
  readDraft,
  sameModel,
} from '../../../../live/index.ts';
import { counted } from '../../../../numbers/sentences.ts';
import { buildOf } from '../../../own/build.ts';
import { sameSubject } from '../../../own/registry.ts';
import type { Session } from '../../../run/session.ts';
import { AskedModels } from './asked-models.ts';
import { CodeField } from './code-field.tsx';
import './population.css';

/** Wall time without a key after which a text that is right is put to work, and a wrong one is marked; ms. */
const settled = 60;
const patient = 500;

const fields: readonly {
  readonly field: ModelField;
  readonly label?: string;
  readonly single?: boolean;
  readonly placeholder?: string;
}[] = [
  { field: 'equations' },
  { field: 'threshold', single: true, placeholder: 'never spikes' },
  { field: 'reset', single: true, placeholder: 'none' },
  { field: 'refractory', single: true, placeholder: 'none' },
  { field: 'parameters', label: 'further parameters', placeholder: 'g_A = 5 nS' },
  { field: 'initial', label: 'initial values', placeholder: 'v = -70 mV' },
];

const none: ModelSymbols = { states: new Set(), parameters: new Set() };

export function ModelView({ session }: { session: Session }) {
  const populations = session.record.value?.description.populations ?? [];
  const wanted = session.look.population.value;
  const chosen = populations.find((p) => p.key === wanted) ?? populations[0];
  if (chosen === undefined) return <p class="hint model-hint">The model appears when the network is built.</p>;
  return (
    <>
      {populations.length < 2 ? null : (
        <div class="setting model-population">
          <label for="model-population">population</label>
          <select
            id="model-population"
            class="field"
            value={chosen.key}
            onChange={(event) => (session.look.population.value = event.currentTarget.value)}
          >
            {populations.map((p) => (
              <option key={p.key} value={p.key}>
                {p.name} ({counted(p.count, 'cell')})
              </option>
            ))}
          </select>
        </div>
      )}
      <ModelFields key={chosen.key} session={session} population={chosen} />
    </>
  );
}

interface ModelFieldsProps {
  readonly session: Session;
  readonly population: PopulationDescription;
}

function ModelFields({ session, population: { key, model: running, original } }: ModelFieldsProps) {
  const subject = session.experiment.value;
  const { preset, document: own, seed, dt, integrator } = subject;
  /** Where a draft that does not run is kept. */
  const place = `model ${preset} ${key}`;
  const draft = useSignal<Draft | undefined>(undefined);
  const problem = useSignal<DraftProblem | undefined>(undefined);
  const told = useSignal('');
  const symbols = useSignal<ModelSymbols>(none);
  const asked = useMemo(() => new AskedModels(), []);
  const waiting = useRef<number[]>([]);
  const latest = useRef<(text: Draft) => Promise<void>>(async () => {});
  const checker = useMemo(
    () => new DraftChecker(buildOf(session.experiment.peek()), session.experiment.peek(), key),
    [preset, own, seed, dt, key],
  );

  useEffect(() => {
    if (!asked.runs(running)) return;
    const kept = readDraft(session.drafts.get(place));
    draft.value = kept ?? draftOf(running);
    problem.value = undefined;
    told.value = '';
    symbols.value = checker.symbols(running);
    if (kept !== undefined) void latest.current(kept);
  }, [session, place, running, asked, checker, draft, problem, told, symbols]);
  // What was wrong with the model may be right under another rule or step.
  useEffect(() => {
    if (problem.peek() !== undefined) void latest.current(draft.peek()!);
  }, [integrator, dt, seed, problem, draft]);
  useEffect(() => () => waiting.current.forEach(clearTimeout), []);

  const changed = useComputed(() => session.experiment.value.models[key] !== undefined);
  const put = async (text: Draft) => {
    const wrong = checker.check(text, session.experiment.peek().models);
    if (wrong !== undefined) {
      session.drafts.set(place, text);
      waiting.current.push(
        window.setTimeout(() => {
          problem.value = wrong;
          told.value = 'The model before runs on.';
        }, patient - settled),
      );
      return;
    }
    problem.value = undefined;
    session.drafts.delete(place);
    const model = modelOf(text);
    symbols.value = checker.symbols(model);
    if (asked.isLast(model)) {
      told.value = '';
      return;
    }
    asked.ask(model);
    told.value = 'Rebuilding…';
    const began = performance.now();
    const anew = session.ends();
    const failure = await session.edit(key, sameModel(model, original) ? undefined : model);
    const overtaken = !asked.isLast(model);
    if (failure !== undefined)
      asked.refused(model, session.record.peek()?.description.populations.find((p) => p.key === key)?.model);
    if (overtaken) return;
    // The run began anew meanwhile: what the fields show is asked of it too.
    if (failure?.kind === 'stopped' && sameSubject(session.experiment.peek(), subject)) return put(text);
    if (failure !== undefined) {
      session.drafts.set(place, text);
      problem.value = failure.place === undefined ? problemOf(text, failure.message) : problemAt(text, failure.place);
      told.value = 'The model before runs on.';
      return;
    }
    const took = `${(performance.now() - began).toFixed(0)} ms`;
    if (!anew) {
      told.value = `Rebuilt in ${took}, the state kept.`;
      return;
    }
    // What comes so near to the end would not be seen.
    told.value = `Rebuilt in ${took}, and run from the start.`;
    session.reset();
    session.run();
  };
  latest.current = put;
  /** A whole script for Brian2 is an experiment of its own, not the equations of this one. */
  const takeScript = async (text: string) => {
    try {
      const { openText } = await import('../build/files.ts');
      await openText(session, text, 'The script');
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      draft.value = { ...draft.peek()!, equations: text };
      problem.value = { field: 'equations', sentence: thrown.message };
    }
  };
  if (draft.value === undefined) return null;
  const now = draft.value;

  const type = (field: ModelField) => (text: string) => {
    if (isBrian2(text)) {
      void takeScript(text);
      return;
    }
    const next = { ...draft.peek()!, [field]: text };
    draft.value = next;
    for (const timer of waiting.current) clearTimeout(timer);
    waiting.current = [window.setTimeout(() => void put(next), settled)];
  };
  return (
    <div class="model">
      {fields.map(({ field, label = field, ...rest }) => (
        <CodeField
          key={field}
          {...rest}
          id={`model-${field}`}
          label={label}
          symbols={symbols.value}
          text={now[field]}
          problem={problem.value?.field === field ? problem.value : undefined}
          onInput={type(field)}
        />
      ))}
      <p class="model-foot" role="status">
        <span>{told.value || 'Acts as you type; Tab completes.'}</span>
        <button
          type="button"
          class="shortcut"
          disabled={!changed.value}
          onClick={() => {
            for (const timer of waiting.current) clearTimeout(timer);
            session.drafts.delete(place);
            draft.value = draftOf(original);
            void put(draftOf(original));
          }}
        >
          original model
        </button>
      </p>
    </div>
  );
}

/** The network that is open, in another room: its preset, or the document that says how it is now. */
import type { ExperimentDocument } from '../../../document/index.ts';
import { UserError } from '../../../index.ts';
import { documentFrom } from '../../../live/index.ts';
import { documentCell } from '../../../presets/cell-of-document.ts';
import type { PresetFacts } from '../../../presets/preset.ts';
import { planFor } from '../../../presets/sweeps/plan.ts';
import { setParameters } from '../../link.ts';
import { buildOf } from '../../own/build.ts';
import { admit, ownOf } from '../../own/registry.ts';
import { presetOf } from '../../run/experiment.ts';
import type { Session } from '../../run/session.ts';
import { writeAddress } from '../../run/sweep-address.ts';

interface Subject {
  readonly preset: PresetFacts;
  readonly values: Readonly<Record<string, number>>;
  /** Its document with its word for links and its seed. */
  readonly own?: { readonly document: string; readonly token: string; readonly seed: number };
}

/** To the room Sweep. */
export const sweepThis = (session: Session): Promise<void> =>
  go(session, ({ preset, values, own }) => {
    const { seed, dt, integrator } = session.experiment.peek();
    return writeAddress({ ...planFor(preset, own?.document), seed, dt, integrator, values });
  });

/** To the laboratory, with the first of its cells. */
export const clampThis = (session: Session): Promise<void> =>
  go(session, ({ preset, values, own }) => {
    const query = new URLSearchParams(own === undefined ? { preset: preset.name } : { doc: own.token });
    const cell = own === undefined ? preset : documentCell(JSON.parse(own.document) as ExperimentDocument);
    const reaching = preset.parameters.filter(({ name }) => cell.parameters.some((p) => p.name === name));
    setParameters(query, reaching, values);
    const { seed } = session.experiment.peek();
    if (seed !== (own?.seed ?? 1)) query.set('seed', `${seed}`);
    return `#laboratory?${query}`;
  });

/** Goes there; a sentence says so where the room does not take it. */
async function go(session: Session, addressOf: (subject: Subject) => string): Promise<void> {
  try {
    location.hash = addressOf(await subjectOf(session));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    session.refusal.value = thrown.message;
  }
}

async function subjectOf(session: Session): Promise<Subject> {
  const experiment = session.experiment.peek();
  const { values } = experiment;
  const edited = Object.keys(experiment.models).length > 0;
  if (ownOf(experiment) === undefined && !edited) return { preset: presetOf(experiment), values };
  const document = edited ? JSON.stringify(documentFrom(buildOf(experiment), experiment)) : experiment.document!;
  const { preset, token, experiment: fresh } = await admit(document);
  // What is edited into a document has the values of now.
  return { preset, values: edited ? fresh.values : values, own: { document, token, seed: fresh.seed } };
}

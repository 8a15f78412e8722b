/** The network that is open, as a sweep: of its preset, or of the document that says how it is now. */
import { UserError } from '../../../index.ts';
import { documentFrom } from '../../../live/index.ts';
import { planFor } from '../../../presets/sweeps/plan.ts';
import { buildOf } from '../../own/build.ts';
import { admit, ownOf } from '../../own/registry.ts';
import { presetOf } from '../../run/experiment.ts';
import type { Session } from '../../run/session.ts';
import { writeAddress } from '../../run/sweep-address.ts';

/** Goes to the room Sweep; a sentence says so where there is nothing to sweep. */
export async function sweepThis(session: Session): Promise<void> {
  try {
    location.hash = await addressOf(session);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    session.refusal.value = thrown.message;
  }
}

async function addressOf(session: Session): Promise<string> {
  const experiment = session.experiment.peek();
  const { seed, dt, integrator, values } = experiment;
  const edited = Object.keys(experiment.models).length > 0;
  if (ownOf(experiment) === undefined && !edited)
    return writeAddress({ ...planFor(presetOf(experiment)), seed, dt, integrator, values });
  const text = edited ? JSON.stringify(documentFrom(buildOf(experiment), experiment)) : experiment.document!;
  const { preset } = await admit(text);
  // What is edited into a document has the values of now.
  return writeAddress({ ...planFor(preset, text), seed, dt, integrator, ...(edited ? {} : { values }) });
}

/** All studies by name. */
import { shown, UserError } from '../errors.ts';
import { nearest } from '../suggest.ts';
import { channelCurvesStudy } from './cells/channel-curves.ts';
import { currentClampStudy, voltageClampStudy } from './cells/clamps.ts';
import { fiStudy } from './cells/f-i.ts';
import { steadyStateStudy } from './cells/i-v.ts';
import { integratorsStudy } from './cells/integrators.ts';
import { linearisationStudy, settlingStudy } from './cells/linearisation.ts';
import { phaseResponseStudy } from './cells/phase-response.ts';
import { claimsStudy } from './claims/claims.ts';
import { adaptationStudy } from './lif/adaptation.ts';
import { chirpStudy } from './lif/chirp.ts';
import { dimensionlessStudy } from './lif/dimensionless.ts';
import { familyStudy } from './lif/family.ts';
import { impedanceStudy } from './lif/impedance.ts';
import { membraneStudy } from './lif/membrane.ts';
import { noiseStudy } from './lif/noise.ts';
import { spikingStudy } from './lif/spiking.ts';
import { zenoStudy } from './lif/zeno.ts';
import { brunelPlaneStudy } from './networks/brunel-plane.ts';
import type { Given, Options } from './options.ts';
import type { Control, Study } from './study.ts';

/** A study whose options and answer are known at run time alone. */
export interface AnyStudy extends Pick<Study, 'name' | 'title' | 'source' | 'options'> {
  run(given?: Given<Options>, control?: Control): Promise<unknown>;
  tables(result: unknown): ReturnType<Study['tables']>;
  facts(result: unknown): ReturnType<Study['facts']>;
}

/** In the order in which they are listed. */
export const studies: readonly AnyStudy[] = [
  fiStudy,
  steadyStateStudy,
  currentClampStudy,
  voltageClampStudy,
  linearisationStudy,
  settlingStudy,
  phaseResponseStudy,
  integratorsStudy,
  channelCurvesStudy,
  membraneStudy,
  spikingStudy,
  dimensionlessStudy,
  impedanceStudy,
  chirpStudy,
  adaptationStudy,
  noiseStudy,
  zenoStudy,
  familyStudy,
  brunelPlaneStudy,
  claimsStudy,
] as unknown as readonly AnyStudy[];

/** The study of that name. Throws a UserError that lists the names. */
export function studyNamed(name: string): AnyStudy {
  const found = studies.find((study) => study.name === name);
  if (found) return found;
  const names = studies.map((study) => study.name);
  const guess = typeof name === 'string' ? nearest(name, names) : undefined;
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  throw new UserError(`There is no study ${shown(name)}.${meant} Known are ${names.join(', ')}.`);
}

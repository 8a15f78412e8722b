/** The experiment in the address. */
import { pointPresets } from '../../../presets/index.ts';
import { comparedDurations, drawsStarts } from '../../../studies/measure.ts';
import {
  dtKey,
  integratorKey,
  type Keys,
  nameKey,
  readKey,
  seedKey,
  setKeys,
  timeKey,
  wordKey,
} from '../../address-keys.ts';
import { readIntegrator, readParameter } from '../../entries.ts';
import { Link, setParameters } from '../../link.ts';
import { presetOfLink } from '../../network-presets.ts';
import {
  besides,
  defaultExperiment,
  errorKinds,
  firstCells,
  type LaboratoryExperiment,
  presetNamed,
  readSteps,
  views,
} from './experiment.ts';
import { protocolNumbers } from './protocols.ts';

const longest = 4000;

export function writeAddress(e: LaboratoryExperiment): string {
  const preset = presetNamed(e.preset);
  const standard = defaultExperiment(preset);
  const query = new URLSearchParams({ preset: preset.name });
  setParameters(query, preset.parameters, e.values);
  setParameters(query, protocolNumbers(preset), e.protocol);
  setKeys(query, keysFor(e), e, standard);
  return `#laboratory?${query}`;
}

export interface LaboratoryAddress {
  readonly experiment: LaboratoryExperiment;
  /** Sentences on what was refused. */
  readonly refused: readonly string[];
}

export function readAddress(hash: string): LaboratoryAddress {
  const link = new Link(hash, longest);
  const preset = presetOfLink(link, pointPresets, presetNamed(firstCells[0]!), 'cell');
  const numbers = protocolNumbers(preset);
  const experiment = link.fold(
    defaultExperiment(preset),
    (e, key, text) => {
      const parameter = preset.parameters.find((p) => p.name === key);
      if (parameter) return { ...e, values: { ...e.values, [key]: readParameter(parameter, text) } };
      const number = numbers.find((n) => n.name === key);
      if (number) return { ...e, protocol: { ...e.protocol, [key]: readParameter(number, text) } };
      return { ...e, ...readKey(keysFor(e), key, text) };
    },
    ['preset'],
  );
  return { experiment: settled(experiment), refused: link.refused };
}

/** What must hold between the settings: a shown step that is one of the steps, and random starts only where the cell draws them. */
export function settled(e: LaboratoryExperiment): LaboratoryExperiment {
  const dt = e.dts.includes(e.dt) ? e.dt : e.dts[0]!;
  const starts = drawsStarts(presetNamed(e.preset)) ? e.starts : 'shared';
  return dt === e.dt && starts === e.starts ? e : { ...e, dt, starts };
}

/** Steps are read for the duration that came before them. */
const keysFor = ({ duration }: LaboratoryExperiment): Keys<LaboratoryExperiment> => ({
  view: nameKey(views, 'the views are'),
  integrators: { read: readIntegrators, write: (names) => names.join(' ') },
  dts: { read: (text) => readSteps(text, duration), write: (dts) => dts.join(' ') },
  dt: dtKey,
  duration: timeKey(comparedDurations, 'The duration'),
  seed: seedKey,
  starts: wordKey(['shared', 'random'], 'starts are'),
  error: nameKey(errorKinds, 'the errors are'),
  beside: nameKey(besides, 'beside is one of'),
  'fi.integrator': integratorKey,
});

function readIntegrators(text: string): string[] {
  return [...new Set(text.trim().split(/[\s,]+/))].map(readIntegrator);
}

/** The experiment in the address. */
import { pointPresets } from '../../../presets/index.ts';
import { comparedDurations } from '../../../studies/measure.ts';
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
import { ownByToken, ownOf } from '../../own/registry.ts';
import { ownName } from '../../own/types.ts';
import { cellNamed, firstCells, type NamedCell, nameOf, presetNamed } from './cell.ts';
import {
  besides,
  defaultExperiment,
  errorKinds,
  type LaboratoryExperiment,
  readSteps,
  startsApart,
  views,
} from './experiment.ts';
import { protocolNumbers } from './protocols.ts';

/** With a document in it. */
const longest = 200_000;

export function writeAddress(e: LaboratoryExperiment): string {
  const preset = cellNamed(e);
  const standard = standardOf(e);
  const own = ownOf(e);
  const query = new URLSearchParams(own === undefined ? { preset: preset.name } : { doc: own.token });
  if (e.population !== undefined) query.set('population', e.population);
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
  const named = cellOfLink(link);
  const preset = cellNamed(named);
  const numbers = protocolNumbers(preset);
  const experiment = link.fold(
    standardOf(named),
    (e, key, text) => {
      const parameter = preset.parameters.find((p) => p.name === key);
      if (parameter) return { ...e, values: { ...e.values, [key]: readParameter(parameter, text) } };
      const number = numbers.find((n) => n.name === key);
      if (number) return { ...e, protocol: { ...e.protocol, [key]: readParameter(number, text) } };
      return { ...e, ...readKey(keysFor(e), key, text) };
    },
    named.document === undefined ? ['preset', 'doc'] : ['preset', 'doc', 'population'],
  );
  return { experiment: settled(experiment), refused: link.refused };
}

/** The cell that a link names: a preset's, or that of a population of the document that it holds. */
function cellOfLink(link: Link): NamedCell {
  const own = ownByToken(link.query.get('doc') ?? '');
  if (own !== undefined) {
    const document = own.experiment.document!;
    const wanted = link.query.get('population');
    for (const population of wanted === null ? [undefined] : [wanted, undefined]) {
      const named: NamedCell = { preset: ownName, document, population };
      let taken = false;
      link.take(population ?? own.preset.title, () => {
        cellNamed(named);
        taken = true;
      });
      if (!taken) continue;
      if (own.plan.length > 0)
        link.refused.push('What the document does while it runs (do) is left out: the cell runs undisturbed.');
      return named;
    }
  }
  return { preset: presetOfLink(link, pointPresets, presetNamed(firstCells[0]!), 'cell').name };
}

/** A cell with its own settings. */
export const standardOf = (named: NamedCell): LaboratoryExperiment => ({
  ...defaultExperiment(cellNamed(named)),
  ...nameOf(named),
  seed: ownOf(named)?.experiment.seed ?? 1,
});

/** What must hold between the settings: a shown step that is one of the steps, and random starts only where the cell draws them. */
export function settled(e: LaboratoryExperiment): LaboratoryExperiment {
  const dt = e.dts.includes(e.dt) ? e.dt : e.dts[0]!;
  const starts = startsApart(e) ? e.starts : 'shared';
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

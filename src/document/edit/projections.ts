/** Edits of a document's projections: which cells get synapses, what a spike does, whether weights learn. */
import type { ExperimentDocument } from '../schema/experiment.ts';
import type { PopulationDocument, ProjectionDocument } from '../schema/networks.ts';
import { addJoin, setJoin } from './joins.ts';
import { cellNames, firstCells, freeEnd, isSource, withPopulation } from './populations.ts';

/** What a spike does to cells of `to`, with the values it names: as another projection onto them, or a conductance or potential of one. */
function effectOn(
  document: ExperimentDocument,
  to: string,
): Pick<ProjectionDocument, 'onSpike' | 'weight' | 'parameters'> {
  const all = document.projections ?? [];
  const own = all.find((p) => p.to === to) ?? all[0];
  const { weight, parameters } = own ?? {};
  const plain = typeof weight === 'string' || typeof weight === 'number';
  // A list has a value for each synapse of the other projection.
  if (own !== undefined && (plain || !/\bw\b/.test(own.onSpike)))
    return { onSpike: own.onSpike, ...(plain ? { weight } : {}), ...(parameters === undefined ? {} : { parameters }) };
  const model = document.models?.[firstCells(document)?.[1].model ?? ''];
  const equations = model !== undefined && 'equations' in model ? String(model.equations) : '';
  const conductance = /d(\w+)\/dt[^\n]*:\s*nS/.exec(equations)?.[1];
  const voltage = /d(\w+)\/dt/.exec(equations)?.[1] ?? 'v';
  return { onSpike: conductance === undefined ? `${voltage} += 1 mV` : `${conductance} += 1 nS` };
}

/** Adds synapses from the first cells to those that were added last, by chance, as the first projection acts. */
export function addProjection(document: ExperimentDocument): ExperimentDocument {
  const all = document.projections ?? [];
  const names = cellNames(document);
  const to = names.at(-1) ?? '';
  const sources = Object.fromEntries(Object.entries(document.populations).filter(([, p]) => isSource(p)));
  const cells = all.find((p) => p.to !== to && !Object.hasOwn(sources, p.from));
  const from = cells?.from ?? names[0] ?? '';
  const connect = all.find((p) => p.from === from)?.connect ?? { fixedProbability: 0.1 };
  return addJoin(document, 'projections', {
    from,
    to,
    connect: carriedRule(connect, from === to),
    ...effectOn(document, to),
    delay: '1 ms',
  });
}

/** What another projection's rule is between other cells; `same`: of one population. */
function carriedRule(connect: ProjectionDocument['connect'], same: boolean): ProjectionDocument['connect'] {
  if (typeof connect !== 'object') return connect;
  // A list of pairs is for the cells that it was made for.
  if ('synapseList' in connect) return { fixedProbability: 0.02 };
  return 'allToAll' in connect && !same ? 'allToAll' : connect;
}

/** Adds Poisson trains and their synapses onto the cells that were added last. */
export function addPoisson(document: ExperimentDocument): ExperimentDocument {
  const name = freeEnd(document, 'noise');
  const to = cellNames(document).at(-1);
  const grown = withPopulation(document, name, { poisson: { rate: '20 Hz' }, size: 200 } as PopulationDocument);
  if (to === undefined) return grown;
  const projection = { from: name, to, connect: { fixedInDegree: 20 }, ...effectOn(document, to) };
  return addJoin(grown, 'projections', projection);
}

const plasticNames = ['A_plus', 'A_minus', 'tau_plus', 'tau_minus'] as const;
type PlasticName = (typeof plasticNames)[number];

/** The rule of pairs of a projection, undefined where it has none or another one. */
export function pairRule(p: ProjectionDocument): Readonly<Record<PlasticName, string | number>> | undefined {
  const { plasticity } = p;
  if (plasticity === undefined || !('pairStdp' in plasticity)) return undefined;
  return plasticity.pairStdp as Readonly<Record<PlasticName, string | number>>;
}

/**
 * Gives a projection weights that learn from pairs of spikes (steps of a hundredth of the largest, 20 ms to both sides, from nothing to
 * twice the weight), or takes the rule away.
 */
export function setPlastic(document: ExperimentDocument, at: number, plastic: boolean): ExperimentDocument {
  const p = (document.projections ?? [])[at];
  if (p === undefined) return document;
  if (!plastic) return setJoin(document, 'projections', at, { plasticity: undefined });
  const jump = /^\s*(\w+)\s*\+=\s*(.+?)\s*$/.exec(p.onSpike);
  const weight = p.weight ?? jump?.[2] ?? '1 nS';
  const onSpike = p.weight === undefined && jump !== null ? `${jump[1]} += w` : p.onSpike;
  const times = (factor: number) => `${factor}*(${String(weight)})`;
  const pairStdp = {
    A_plus: 0.01,
    A_minus: -0.0105,
    tau_plus: '20 ms',
    tau_minus: '20 ms',
    range: [times(0), times(2)],
  };
  return setJoin(document, 'projections', at, { onSpike, weight, plasticity: { pairStdp } });
}

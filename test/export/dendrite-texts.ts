/** Models of cells with dendrites for NEURON, and the golden ones: those with which `npm run test:engines` found equal spikes. */
import { readFileSync } from 'node:fs';
import { type ClusterFolder, clusterFolder } from '../../src/export/cluster/folder.ts';
import { golden, shortHash } from './cluster-texts.ts';
import type { DendriteRow } from './dendrite-rows.ts';

/** `checkSteps`: compared there; the whole run where it is left out. */
export function dendriteFolder(row: DendriteRow, checkSteps?: number): Promise<ClusterFolder> {
  const { name, network, dt, integrator, duration, record = [] } = row;
  const steps = Math.round(duration / dt);
  return clusterFolder({
    ...{ network: network(), engine: 'neuron', dt, steps, integrator, synapses: 'explicit', name, record },
    checkSteps: checkSteps ?? steps,
  });
}

/** Hashes of all that builds and steps the cells: models, and what `experiment.json` says of populations and records. */
export function dendriteHashes({ files }: ClusterFolder): Record<string, string> {
  const { populations, traces, gap_junction } = JSON.parse(String(files.get('experiment.json')));
  const found: Record<string, string> = { cells: shortHash(JSON.stringify([populations, traces, gap_junction])) };
  for (const [file, text] of files) if (file.endsWith('.mod')) found[file] = shortHash(String(text));
  return found;
}

export interface GoldenDendrites {
  readonly provenance: string;
  /** By row. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const dendriteFile = new URL('dendrites.json', golden);
/** Whole texts of a row, for people who look at what changed: a membrane, and a synapse. */
export const wholeDendrites = {
  row: 'calcium of the golden files, implicit2, 200 ms',
  model: 'galvani0_cell_m2.mod',
  synapse: { row: 'dendrite-ring, centred, 100 ms', model: 'galvani0_cells_p1.mod' },
};

export const goldenDendrites = (): GoldenDendrites => JSON.parse(readFileSync(dendriteFile, 'utf8'));

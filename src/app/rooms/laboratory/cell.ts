/** The cell on the bench: a preset's, or one of a document's populations. */

import { cellNames } from '../../../document/edit/index.ts';
import type { ExperimentDocument } from '../../../document/index.ts';
import { documentCell } from '../../../presets/cell-of-document.ts';
import { pointPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/preset.ts';
import type { Named } from '../../own/registry.ts';
import { ownName } from '../../own/types.ts';

export interface NamedCell extends Named {
  /** Of the document; undefined: its first of cells. */
  readonly population?: string | undefined;
}

/** What of an experiment names its cell. */
export const nameOf = ({ preset, document, population }: NamedCell): NamedCell =>
  document === undefined ? { preset } : { preset, document, population };

/** The cells that every build of the page has; further ones come from the worker. */
export const firstCells: readonly string[] = ['hh-tutorial', 'hh-classic', 'tm-cell'];

export const presetNamed = (name: string): Preset =>
  pointPresets.find((p) => p.name === name) ?? presetNamed(firstCells[0]!);

/** Populations of cells to choose from. */
export const populationsOf = ({ document }: NamedCell): readonly string[] =>
  document === undefined ? [] : cellNames(JSON.parse(document) as ExperimentDocument);

let last: { readonly document: string; readonly population: string | undefined; readonly cell: Preset } | undefined;

/** Throws a UserError for a document whose cell the laboratory does not take. */
export function cellNamed({ preset, document, population }: NamedCell): Preset {
  if (document === undefined) return presetNamed(preset);
  if (last?.document !== document || last.population !== population) {
    const cell = { ...documentCell(JSON.parse(document) as ExperimentDocument, population), name: ownName };
    last = { document, population, cell };
  }
  return last.cell;
}

/** Cells from equations alone. */

import { buildModel } from '../equations/cell-model.ts';
import type { CellDescription, Model } from '../equations/model.ts';
import { noMore } from '../no-more.ts';

/** Compiles and checks a cell. Throws a TextError that names the equation, the symbol and the units where something does not fit. */
export const cell = (description: CellDescription, ...more: undefined[]): Model => {
  noMore('cell', 'a description', more);
  return buildModel(description);
};

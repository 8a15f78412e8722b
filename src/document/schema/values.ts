/** Values that stand in several parts of a document. */
import { defined, either, fields, listOf, mapOf, number, quantity, text, told } from './kinds.ts';

/** A file beside the document that holds numbers: .npy, or .csv and the name of a column. */
export const attachment = defined(
  'attachment',
  fields(
    'A file of numbers',
    { file: told('A name without folders that ends in .npy or .csv.', text) },
    {
      column: told('Of a CSV file: the title of the column. Default: its only one.', text),
      unit: told("Of all numbers: 'nS'. Default: the unit of the variable; of delays and times, ms.", text),
    },
  ),
);

/** Numbers in one unit. */
export const numbers = defined('numbers', fields('A list of numbers', { values: listOf(number) }, { unit: text }));

/** One value for all, or one for each cell or synapse. */
export const perItem = defined(
  'perItem',
  either("a quantity such as '6 nS', a list, or a file of numbers", quantity, listOf(quantity), numbers, attachment),
);

export const parameters = defined('parameters', mapOf(perItem));

export const tables = defined(
  'tables',
  mapOf(
    fields(
      'A table',
      {
        values: either(
          'a list of quantities, or of lists',
          listOf(quantity),
          listOf(listOf(quantity)),
          numbers,
          attachment,
        ),
        dt: quantity,
      },
      {},
    ),
  ),
);

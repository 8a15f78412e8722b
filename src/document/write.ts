/** From a document to its text. */
import { noMore } from '../no-more.ts';
import { oneOf, optional, optionsOf } from '../options.ts';
import { checked } from './read.ts';
import type { ExperimentDocument } from './schema/experiment.ts';

export interface WriteOptions {
  /** Default 'yaml'. */
  readonly format?: 'yaml' | 'json';
}

const readOptions = optionsOf<WriteOptions>('write', { format: optional(oneOf('yaml', 'json')) });

/** The text of a document; `read` makes an equal one of it. Throws a DocumentError where the document is not valid. */
export async function write(
  document: ExperimentDocument,
  options: WriteOptions = {},
  ...more: undefined[]
): Promise<string> {
  noMore('write', 'a document and options', more);
  const { format = 'yaml' } = readOptions(options);
  checked(document);
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  const { yamlText } = await import('./yaml.ts');
  return yamlText(document);
}

/** The methods section of an experiment: one paragraph and the tables of Nordlie, Gewaltig & Plesser 2009, from the network itself. */

import { noMore } from '../no-more.ts';
import { escapeXml } from '../numbers/xml.ts';
import { type ExportedExperiment, readExperiment } from './experiment.ts';
import { paragraphOf } from './methods/paragraph.ts';
import {
  lineToHtml,
  lineToMarkdown,
  type MethodsTable,
  plain,
  tableToHtml,
  tableToMarkdown,
} from './methods/rich-text.ts';
import { tablesOf } from './methods/tables.ts';

export interface Methods {
  /** The paragraph without marks. */
  readonly paragraph: string;
  readonly tables: readonly MethodsTable[];
  /** Paragraph and tables; GitHub's dialect. */
  readonly markdown: string;
  /** A fragment: a heading, a paragraph and tables, every text escaped. */
  readonly html: string;
}

export function methodsOf(experiment: ExportedExperiment, ...more: undefined[]): Methods {
  noMore('methodsOf', 'an experiment', more);
  readExperiment(experiment);
  const paragraph = paragraphOf(experiment);
  const tables = tablesOf(experiment);
  const title = experiment.title ?? 'Methods';
  return {
    paragraph: plain(paragraph),
    tables,
    markdown: [
      `## ${lineToMarkdown([title])}\n`,
      `${lineToMarkdown(paragraph)}\n`,
      ...tables.map(tableToMarkdown),
    ].join('\n'),
    html: [`<h2>${escapeXml(title)}</h2>`, `<p>${lineToHtml(paragraph)}</p>`, ...tables.map(tableToHtml)].join('\n'),
  };
}

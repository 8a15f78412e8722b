/** Tables of text and code, as Markdown and as HTML. */
import { escapeXml } from '../../numbers/xml.ts';

/** Plain words, or something to be set in a fixed-width face. */
export type Inline = string | { readonly code: string };
export type TextLine = readonly Inline[];
/** Lines, one below the other. */
export type TableCell = readonly TextLine[];

export interface MethodsTable {
  /** 'A' */
  readonly letter: string;
  /** 'Model summary' */
  readonly title: string;
  /** Heads of the columns; none where the first column names the row. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

export const code = (text: string): Inline => ({ code: text });
/** A cell of one line of words. */
export const words = (...line: Inline[]): TableCell => [line];
/** A cell with one line of code for each. */
export const codeLines = (lines: readonly string[]): TableCell => lines.map((line) => [code(line)]);

/** The same without marks, for prose and tests. */
export const plain = (line: TextLine): string =>
  line.map((part) => (typeof part === 'string' ? part : part.code)).join('');

const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>|~#]/g, '\\$&');

/** Code between as many backticks as it needs; a pipe would end the cell of a table. */
function markdownCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${text.replaceAll('|', '\\|')}${gap}${fence}`;
}

export const lineToMarkdown = (line: TextLine): string =>
  line.map((part) => (typeof part === 'string' ? escapeMarkdown(part) : markdownCode(part.code))).join('');

export function tableToMarkdown({ letter, title, columns, rows }: MethodsTable): string {
  const width = Math.max(columns.length, ...rows.map((row) => row.length));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const heads = Array.from({ length: width }, (_, k) => escapeMarkdown(columns[k] ?? ''));
  return [
    `### ${letter}: ${escapeMarkdown(title)}`,
    '',
    row(heads),
    row(heads.map(() => '---')),
    ...rows.map((cells) => row(cells.map((cell) => cell.map(lineToMarkdown).join('<br>')))),
    '',
  ].join('\n');
}

export const lineToHtml = (line: TextLine): string =>
  line.map((part) => (typeof part === 'string' ? escapeXml(part) : `<code>${escapeXml(part.code)}</code>`)).join('');

export function tableToHtml({ letter, title, columns, rows }: MethodsTable): string {
  const head = columns.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join('');
  const body = rows.map((cells) => {
    const written = cells.map((cell, k) => {
      const content = cell.map(lineToHtml).join('<br/>');
      return k === 0 ? `<th scope="row">${content}</th>` : `<td>${content}</td>`;
    });
    return `<tr>${written.join('')}</tr>`;
  });
  return [
    '<table>',
    `<caption>${letter}: ${escapeXml(title)}</caption>`,
    ...(columns.length > 0 ? [`<thead><tr>${head}</tr></thead>`] : []),
    `<tbody>${body.join('')}</tbody>`,
    '</table>',
  ].join('\n');
}

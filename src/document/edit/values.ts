/** Values of a document as a field of a form shows and reads them. */

/** A number where the text is one, so that the document reads '400' as a count. */
export const entry = (text: string): string | number =>
  /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text.trim();

/** A value as an entry shows it; undefined for a list or a file, which only the text shows. */
export const written = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Entries that are undefined are left out. */
export const without = (entries: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

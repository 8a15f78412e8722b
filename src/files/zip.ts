/** Several files as one ZIP. */

import { unzipSync, zipSync } from 'fflate';
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';

/** The same files give the same bytes at any time: ZIP's own earliest date stands in for the clock. */
export const NO_DATE = new Date(1980, 0, 1);

/** The bytes of a .zip file that makes the folder `folder`. Contents by path within it; texts are UTF-8. */
export function zipFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  ...more: undefined[]
): Uint8Array {
  noMore('zipFolder', 'a folder and files', more);
  const members = [...files].map(([path, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return [`${folder}/${path}`, bytes] as const;
  });
  return zipSync(Object.fromEntries(members), { level: 6, mtime: NO_DATE });
}

/** Bytes that the files of one ZIP may have unpacked. */
const MOST_UNPACKED = 2 ** 30;

/**
 * The files of a .zip file by path, folders and macOS's own entries left out. `name`: what errors call it. Throws a UserError where the
 * bytes are no ZIP, or unfold to more than 1 GiB.
 */
export function unzipFolder(bytes: Uint8Array, name: string, ...more: undefined[]): Map<string, Uint8Array> {
  noMore('unzipFolder', 'bytes and a name', more);
  let total = 0;
  const wanted = (file: { readonly name: string; readonly originalSize: number }): boolean => {
    if (file.name.endsWith('/') || file.name.startsWith('__MACOSX/')) return false;
    total += file.originalSize;
    if (total > MOST_UNPACKED) throw new UserError(`'${name}' unfolds to more than 1 GiB, the most that is read.`);
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter: wanted })));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `'${name}' cannot be read as ZIP: ${error instanceof Error ? error.message : String(error)}. Pack it anew.`,
    );
  }
}

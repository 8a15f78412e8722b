/** Several files as one ZIP. */
import { zipSync } from 'fflate';

/** The same files give the same bytes at any time: ZIP's own earliest date stands in for the clock. */
export const NO_DATE = new Date(1980, 0, 1);

/** The bytes of a .zip file that makes the folder `folder`. Contents by path within it; texts are UTF-8. */
export function zipFolder(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const members = [...files].map(([path, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return [`${folder}/${path}`, bytes] as const;
  });
  return zipSync(Object.fromEntries(members), { level: 6, mtime: NO_DATE });
}

/** Where the wheel is. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The path of the one wheel in python/dist. */
export function wheelFile() {
  const folder = join(import.meta.dirname, 'dist');
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.whl')) : [];
  if (found.length !== 1)
    throw new Error(`${folder} holds ${found.length} wheels; 'npm run python:wheel' makes the one.`);
  return join(folder, found[0]);
}

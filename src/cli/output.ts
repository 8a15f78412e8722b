/** Files that a command writes: checked before the run, written after it. */
import { accessSync, constants, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * Refuses a path that cannot be written, before any time is spent on a run: its folder must exist and allow writing, the path itself
 * must not be a folder or a read-only file, and its ending must be one of `endings`.
 */
export function checkWritable(option: string, path: string, endings: readonly string[]): void {
  const ending = extname(path).toLowerCase();
  if (!endings.includes(ending))
    throw new UserError(`${option} is '${path}'; its name must end in ${endings.join(' or ')}.`);
  const full = resolve(path);
  const folder = dirname(full);
  try {
    if (!statSync(folder).isDirectory()) throw new Error();
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UserError(
      `${option} is '${path}', which cannot be written: the folder '${folder}' does not exist or is read-only.`,
    );
  }
  const known = statSync(full, { throwIfNoEntry: false });
  if (known === undefined) return;
  if (known.isDirectory()) throw new UserError(`${option} is '${path}', which is a folder; name a file in it.`);
  try {
    accessSync(full, constants.W_OK);
  } catch {
    throw new UserError(`${option} is '${path}', which is read-only; name another file.`);
  }
}

/** Writes the whole file. Throws a UserError with the system's reason where that fails. */
export async function write(option: string, path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new UserError(
      `${option}: '${path}' could not be written (${(error as NodeJS.ErrnoException).code ?? error}).`,
    );
  }
}

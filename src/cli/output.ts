/** Files that a command writes: checked before the run, written beside their place while it continues, moved there when whole. */
import { accessSync, closeSync, constants, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

const reason = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

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
  let folderThere: boolean;
  try {
    const known = statSync(full, { throwIfNoEntry: false });
    if (known === undefined) return;
    folderThere = known.isDirectory();
  } catch (error) {
    // A name that is too long, links in a circle.
    throw new UserError(`${option} is '${path}', which cannot be written (${reason(error)}); name another file.`);
  }
  if (folderThere) throw new UserError(`${option} is '${path}', which is a folder; name a file in it.`);
  try {
    accessSync(full, constants.W_OK);
  } catch {
    throw new UserError(`${option} is '${path}', which is read-only; name another file.`);
  }
}

/** Refuses two options that name one file. */
export function checkDistinct(paths: Readonly<Record<string, string | undefined>>): void {
  const seen = new Map<string, string>();
  for (const [option, path] of Object.entries(paths)) {
    if (path === undefined) continue;
    const full = resolve(path);
    const other = seen.get(full);
    if (other !== undefined)
      throw new UserError(`${other} and ${option} both name '${path}'; give each a file of its own.`);
    seen.set(full, option);
  }
}

/** Files that are begun and not finished: they go with the process. */
const unfinished = new Set<string>();
let watching = false;

function watch(): void {
  if (watching) return;
  watching = true;
  const clear = (): void => {
    for (const path of unfinished) rmSync(path, { force: true });
    unfinished.clear();
  };
  process.once('exit', clear);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      clear();
      // Its default is in force again.
      process.kill(process.pid, signal);
    });
}

let count = 0;

/** Bytes that are gathered before they are written. */
const GATHERED = 1 << 20;

/** A file that takes its name when it is whole; until then, and where that fails, what was there before stays. */
export class NewFile {
  readonly #option: string;
  readonly #path: string;
  readonly #part: string;
  readonly #gathered = new Uint8Array(GATHERED);
  readonly #encoder = new TextEncoder();
  #held = 0;
  #file: number | undefined;

  /** `option` and `path` as the user gave them. */
  constructor(option: string, path: string) {
    this.#option = option;
    this.#path = path;
    this.#part = join(dirname(resolve(path)), `.galvani-${process.pid}-${++count}.part`);
    watch();
    unfinished.add(this.#part);
    this.#file = this.#attempt(() => openSync(this.#part, 'wx'));
  }

  /** Appends. Throws a UserError with the system's reason where that fails. */
  write(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? this.#encoder.encode(content) : content;
    if (bytes.length > GATHERED) {
      this.#flush();
      this.#put(bytes);
      return;
    }
    if (this.#held + bytes.length > GATHERED) this.#flush();
    this.#gathered.set(bytes, this.#held);
    this.#held += bytes.length;
  }

  /** Puts the file in its place. */
  finish(): void {
    this.#flush();
    this.#close();
    this.#attempt(() => renameSync(this.#part, resolve(this.#path)));
    unfinished.delete(this.#part);
  }

  /** Forgets what was written, if it was not finished. */
  abandon(): void {
    this.#close();
    if (unfinished.delete(this.#part)) rmSync(this.#part, { force: true });
  }

  #flush(): void {
    this.#put(this.#gathered.subarray(0, this.#held));
    this.#held = 0;
  }

  #put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; )
      at += this.#attempt(() => writeSync(this.#file!, bytes, at, bytes.length - at));
  }

  #close(): void {
    if (this.#file === undefined) return;
    const file = this.#file;
    this.#file = undefined;
    this.#attempt(() => closeSync(file));
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw new UserError(`${this.#option}: '${this.#path}' could not be written (${reason(error)}).`);
    }
  }
}

/** Writes a whole file. Throws a UserError with the system's reason where that fails. */
export function write(option: string, path: string, content: string | Uint8Array): void {
  const file = new NewFile(option, path);
  try {
    file.write(content);
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
}

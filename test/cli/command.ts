/** The built command, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const command = fileURLToPath(new URL('../../bin/galvani.js', import.meta.url));

export interface Result {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a process says, and how it ends. */
export function ended(child: ChildProcess): Promise<Result> {
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Runs the command with these words, and `input` at its standard input. */
export function galvaniIn(folder: string, words: readonly string[], input = ''): Promise<Result> {
  const child = spawn(process.execPath, [command, ...words], { cwd: folder });
  child.stdin.end(input);
  return ended(child);
}

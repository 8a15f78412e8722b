/** What the tests ask of a browser, whatever protocol drives it. */
import { execFileSync } from 'node:child_process';

export interface Pilot {
  /** As the browser names itself. */
  readonly name: string;
  /** Loads an address anew, as a fresh visitor. */
  open(url: string): Promise<void>;
  /** Value of an expression in the page; it must be plain data. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

/** Polls an expression until it is true. Rejects with the page's text after `patience` ms. */
export async function waitFor(pilot: Pilot, expression: string, patience = 60_000): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (await pilot.evaluate<boolean>(`Boolean(${expression})`)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const text = await pilot.evaluate<string>('document.body.innerText');
  throw new Error(`${pilot.name} waited in vain for ${expression}. The page says:\n${text.slice(0, 3000)}`);
}

/** Path of the first program that is there; otherwise says what to install. */
export function programPath(names: readonly string[], advice: string): string {
  for (const name of names) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  }
  throw new Error(`None of ${names.join(', ')} is there. ${advice}`);
}

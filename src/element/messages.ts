/** What the elements of a page say to their worker, beside what a session does. */
import type { Own } from '../app/own/types.ts';

export type Request =
  /** A host of simulations for the port. */
  | { readonly kind: 'host'; readonly port: MessagePort }
  /** A text that holds an experiment is to be read; the answer goes to the port. */
  | { readonly kind: 'read'; readonly text: string; readonly name: string; readonly port: MessagePort };

export type ReadAnswer =
  | { readonly own: Own; readonly notice: string }
  /** A sentence. `mistake`: of the text; else of Galvani. */
  | { readonly refused: string; readonly mistake: boolean };

/** Ends a port's host. */
export const END = 'end';

/**
 * What was made or typed and is in no file yet, kept by the browser: drafts that do not run, until the tab is closed; networks, beyond
 * that.
 */

/** Storage of the browser; undefined where it keeps nothing for this page. */
function storage(kind: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return globalThis[kind];
  } catch {
    return undefined;
  }
}

/** Pages in other folders of one host keep their own. */
const folder = (): string => (globalThis.document === undefined ? '' : new URL('.', document.baseURI).pathname);

/** Plain data by place, of this tab: a reload does not lose them. What the browser does not take is kept until then. */
export class Drafts {
  readonly #key = `galvani drafts ${folder()}`;
  readonly #drafts: Map<string, unknown>;

  constructor() {
    this.#drafts = new Map(entriesOf(storage('sessionStorage')?.getItem(this.#key) ?? '[]'));
  }

  /** Whoever asks checks what it is: the storage may hold anything. */
  get(place: string): unknown {
    return this.#drafts.get(place);
  }

  set(place: string, draft: unknown): void {
    this.#drafts.set(place, draft);
    this.#keep();
  }

  delete(place: string): void {
    if (this.#drafts.delete(place)) this.#keep();
  }

  #keep(): void {
    try {
      storage('sessionStorage')?.setItem(this.#key, JSON.stringify([...this.#drafts]));
    } catch {
      // It is full: the drafts are there until a reload.
    }
  }
}

/** Pairs of a place and a draft; none where the storage holds something else. */
function entriesOf(text: string): [string, unknown][] {
  const value = parsed(text);
  if (!Array.isArray(value)) return [];
  return value.filter((pair): pair is [string, unknown] => Array.isArray(pair) && typeof pair[0] === 'string');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A network that was made on the page and saved in no file. */
export interface Unsaved {
  readonly title: string;
  /** ms since 1970, UTC. */
  readonly at: number;
  /** Address of the page that shows it, from '#' on. */
  readonly address: string;
}

const unsavedKey = (): string => `galvani unsaved ${folder()}`;

/** The network that was made last, in any tab. */
export function unsaved(): Unsaved | undefined {
  const value = parsed(storage('localStorage')?.getItem(unsavedKey()) ?? 'null') as Partial<Unsaved> | null | undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const { title, at, address } = value;
  const whole = typeof title === 'string' && typeof at === 'number' && typeof address === 'string';
  return whole && Number.isFinite(at) && /^#network\?/.test(address) ? { title, at, address } : undefined;
}

export function keepUnsaved(kept: Unsaved): void {
  try {
    storage('localStorage')?.setItem(unsavedKey(), JSON.stringify(kept));
  } catch {
    // It is full, and the address of this page is all there is.
  }
}

export function forgetUnsaved(): void {
  storage('localStorage')?.removeItem(unsavedKey());
}

/** Keeps the address of the page at what is shown. */

/** Browsers refuse an address that changes with every pixel of a drag; ms. */
const between = 120;

/** The address as this page last wrote or found it. */
let current = globalThis.location?.href;

/**
 * Puts an address in the place of the present one. Where the visitor has gone elsewhere meanwhile, as back to another room, it writes
 * nothing: the page is about to load anew, and the address of that place must stand.
 */
export function replaceAddress(address: string): void {
  if (location.href !== current) return;
  history.replaceState(null, '', address);
  current = location.href;
}

/** The same, but the visitor's way back leads to the present one. */
export function pushAddress(address: string): void {
  if (location.href !== current) return;
  history.pushState(null, '', address);
  current = location.href;
}

export interface AddressWriter {
  readonly write: (address: string) => void;
  /** Writes none that is still to come. */
  readonly stop: () => void;
}

/** Takes addresses as they change and writes the first at once, later ones at intervals. */
export function addressWriter(): AddressWriter {
  let waiting: number | undefined;
  let next: string | undefined;
  const put = (address: string) => {
    replaceAddress(address);
    next = undefined;
    waiting = window.setTimeout(() => {
      waiting = undefined;
      if (next !== undefined) put(next);
    }, between);
  };
  return {
    write: (address) => {
      if (waiting === undefined) put(address);
      else next = address;
    },
    stop: () => clearTimeout(waiting),
  };
}

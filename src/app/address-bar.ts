/** Keeps the address of the page at what is shown. */

/** Browsers refuse an address that changes with every pixel of a drag; ms. */
const between = 120;

/** Takes addresses as they change and writes the first at once, later ones at intervals. `stop` writes none that is still to come. */
export function addressWriter(): { write: (address: string) => void; stop: () => void } {
  let waiting: number | undefined;
  let next: string | undefined;
  const put = (address: string) => {
    history.replaceState(null, '', address);
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

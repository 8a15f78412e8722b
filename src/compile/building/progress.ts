/** Turns numbers of finished synapses into fractions, at most some hundred of them; 1 is left to the caller. */
export function progressOver(expected: number, report: (fraction: number) => void): (share: number) => void {
  let done = 0;
  let reported = 0;
  return (share) => {
    done += share;
    const fraction = expected > 0 ? Math.min(0.99, done / expected) : 0;
    if (fraction - reported < 0.005) return;
    reported = fraction;
    report(fraction);
  };
}

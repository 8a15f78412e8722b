/**
 * Least k of 0 … count − 1 for which `isBefore(k)` is false, `count` where there is none; it is true up to some place and false from there
 * on. In a rising list, partitionPoint(n, (k) => list[k] < x) is the number of values below x, and the place of the first that is not.
 */
export function partitionPoint(count: number, isBefore: (k: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

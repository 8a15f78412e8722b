/** Names with numbers behind them, where the plain ones are taken. */

/** The first of `wish`, `wish2`, `wish3`, … that is free; `between` stands before the number. */
export function freeName(wish: string, isTaken: (name: string) => boolean, between = ''): string {
  let name = wish;
  for (let k = 2; isTaken(name); k++) name = `${wish}${between}${k}`;
  return name;
}

/** φ₁(M)·f in statements: the operations of `expression/phi1.ts` in their order, entries in their own variables, doublings as loops. */
import { assign, type CodeStatement, type Dialect, repeat, when } from './statement.ts';

const TERMS = 15;

/**
 * `entries`: M row by row, then f. Names begin with `prefix`. Answers the statements and the names of the n entries of the result. Sums
 * begin with 0 as those of the host do: 0 + x is x but for a zero's sign.
 */
export function writePhi1(
  entries: readonly string[],
  n: number,
  prefix: string,
  d: Dialect,
): { statements: CodeStatement[]; result: string[] } {
  const matrix = entries.slice(0, n * n);
  const vector = entries.slice(n * n);
  const statements: CodeStatement[] = [];
  const name = (what: string): string => `${prefix}${what}q`;
  const grid = (what: string): string[] => matrix.map((_, i) => name(`${what}${i}`));
  const zero = d.number(0);
  const one = d.number(1);
  const half = d.number(0.5);
  const onDiagonal = (i: number): boolean => i % (n + 1) === 0;

  const [norm, row, doublings, scale, term] = [name('n'), name('r'), name('d'), name('s'), name('k')];
  statements.push(assign(norm, zero));
  for (let i = 0; i < n; i++) {
    const sum = matrix.slice(i * n, (i + 1) * n).reduce((text, m) => `${text} + ${d.absolute(m)}`, zero);
    statements.push(assign(row, sum), when(`${row} > ${norm}`, [assign(norm, row)]));
    // A sum that is no number makes the norm none, as on the host.
    statements.push(when(`${row} != ${row}`, [assign(norm, row)]));
  }
  // ceil(log2 norm) + 1 doublings where the norm is above ½: halvings until it is at most ½.
  const halve = [assign(doublings, `${doublings} + ${one}`), assign(scale, `${scale} * ${half}`)];
  statements.push(assign(doublings, zero), assign(scale, one));
  statements.push(
    // 1100 halvings leave nothing of any number; an infinite norm would never end.
    repeat(d.and(`${norm} * ${scale} > ${half}`, `${doublings} < ${d.number(1100)}`), halve),
  );
  const [z, phi, spare, e] = [grid('z'), grid('f'), grid('t'), grid('e')];
  z.forEach((v, i) => {
    statements.push(assign(v, `${matrix[i]} * ${scale}`));
  });
  phi.forEach((v, i) => {
    statements.push(assign(v, onDiagonal(i) ? one : zero));
  });
  for (const v of [...spare, ...e]) statements.push(assign(v, zero));
  const product = (a: readonly string[], b: readonly string[], i: number): string => {
    const [at, column] = [Math.floor(i / n), i % n];
    let text = zero;
    for (let k = 0; k < n; k++) text += ` + ${a[at * n + k]} * ${b[k * n + column]}`;
    return text;
  };
  const copied = (to: readonly string[], from: readonly string[]): CodeStatement[] =>
    to.map((v, i) => assign(v, from[i]!));
  statements.push(assign(term, d.number(TERMS)));
  statements.push(
    repeat(`${term} > ${d.number(1.5)}`, [
      ...spare.map((v, i) => assign(v, `(${product(z, phi, i)}) / ${term}${onDiagonal(i) ? ` + ${one}` : ''}`)),
      ...copied(phi, spare),
      assign(term, `${term} - ${one}`),
    ]),
  );
  e.forEach((v, i) => {
    const text = product(z, phi, i);
    statements.push(assign(v, onDiagonal(i) ? `(${text}) + ${one}` : text));
  });
  statements.push(
    repeat(`${doublings} > ${half}`, [
      ...spare.map((v, i) => assign(v, product(e, phi, i))),
      ...phi.map((v, i) => assign(v, `${half} * (${spare[i]} + ${v})`)),
      ...spare.map((v, i) => assign(v, product(e, e, i))),
      ...copied(e, spare),
      assign(doublings, `${doublings} - ${one}`),
    ]),
  );
  const result = vector.map((_, i) => name(`y${i}`));
  result.forEach((v, i) => {
    statements.push(
      assign(
        v,
        vector.reduce((text, f, j) => `${text} + ${phi[i * n + j]} * ${f}`, zero),
      ),
    );
  });
  return { statements, result };
}

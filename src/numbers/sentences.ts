/** Counts and lists as they stand in sentences. */

/** '1 neuron', '4000 neurons'. `number` writes the count. */
export const counted = (n: number, one: string, many = `${one}s`, number: (n: number) => string = String): string =>
  `${number(n)} ${n === 1 ? one : many}`;

/** 'a', 'a and b', 'a, b and c'. */
export const listed = (items: readonly (string | number)[], last = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;

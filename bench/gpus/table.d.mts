/** Types of table.mjs, for its test. */
export function withTable(): string;

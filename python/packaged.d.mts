export function packaged(python: string, names: readonly string[]): string;

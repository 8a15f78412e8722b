export function environment(kind: string, packages: readonly string[], python: string, content?: string): string;
export function newestPython(): string;
export function pythonIn(folder: string): string;
export function pythons(versions: readonly string[]): [version: string, command: string][];
export const supported: readonly string[];

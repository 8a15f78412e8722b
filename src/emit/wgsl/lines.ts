/** Lines of WGSL. */
export const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

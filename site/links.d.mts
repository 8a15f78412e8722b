/** Types of links.mjs, for its test. */
export function deadLinks(folder: string, wanted?: (path: string) => boolean): string[];

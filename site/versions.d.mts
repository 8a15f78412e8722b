export function versionsIn(home: string): string[];
export function writeVersions(home: string): void;

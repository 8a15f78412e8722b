export function wheelFile(): string;

/** Types of release.mjs, for its test. */
export class ReleaseError extends Error {}
type Text = (file: string) => string | undefined;
interface Part {
  readonly version: string;
  readonly date: string;
  readonly text: string;
}
export function parts(changelog: string): Part[];
export function released(changelog: string, version: string, date: string): string;
export function versioned(text: Text, version: string, date: string): Record<string, string>;
export function problem(text: Text, tag: string): string;

/** Which Galvani this is: written in by the build. */

declare const __GALVANI_VERSION__: string;
declare const __GALVANI_COMMIT__: string;

export interface Build {
  readonly name: 'galvani';
  /** '0.1.0'; 'unknown' where the sources run unbuilt. */
  readonly version: string;
  /** Full git commit, with '-dirty' after it where the sources were changed; 'unknown' if there was no repository. */
  readonly commit: string;
}

export const build: Build = {
  name: 'galvani',
  version: typeof __GALVANI_VERSION__ === 'string' ? __GALVANI_VERSION__ : 'unknown',
  commit: typeof __GALVANI_COMMIT__ === 'string' ? __GALVANI_COMMIT__ : 'unknown',
};

/** 'Galvani 0.1.0 (commit 1a2b3c4)'. */
export function buildName({ version, commit }: Build = build): string {
  const known = version === 'unknown' ? 'Galvani' : `Galvani ${version}`;
  return commit === 'unknown' ? known : `${known} (commit ${commit.replace(/^([0-9a-f]{7})[0-9a-f]*/, '$1')})`;
}

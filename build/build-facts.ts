/** Version, commit and where faults are told, written into every build. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const folder = dirname(import.meta.dirname);

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

const { version, bugs } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
  version: string;
  /** Address of the project's issues, where it has one. */
  bugs?: { url: string };
};

/** For Vite's `define`. */
export const buildFacts = {
  __GALVANI_VERSION__: JSON.stringify(version),
  __GALVANI_TRACKER__: JSON.stringify(bugs?.url ?? ''),
  __GALVANI_COMMIT__: JSON.stringify(commit()),
};

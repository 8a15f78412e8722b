/** Version and commit, written into every build. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const folder = import.meta.dirname;

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

/** For Vite's `define`. */
export const buildFacts = {
  __GALVANI_VERSION__: JSON.stringify(
    (JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }).version,
  ),
  __GALVANI_COMMIT__: JSON.stringify(commit()),
};

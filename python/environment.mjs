/** Python environments, made at the first call in the user's cache, outside the repository. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const windows = process.platform === 'win32';

/** The Python in an environment's folder. */
export const pythonIn = (folder) => (windows ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python'));

/**
 * Path of a Python that has these packages: words for pip, pinned; `content` is that of files that they name. `kind` is a folder of the
 * cache; `python` makes the environment. What it was made from is part of its name, so that it is never mended, only made anew.
 */
export function environment(kind, packages, python, content = '') {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'galvani', kind);
  const mark = createHash('sha256')
    .update([python, content || packages].flat().join('\n'))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cache, mark);
  // Programs of an environment hold its path, so it is made in its place and marked when whole.
  const whole = join(folder, 'whole');
  const own = pythonIn(folder);
  if (existsSync(whole)) return own;
  mkdirSync(cache, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  execFileSync(python, ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
    stdio: 'inherit',
  });
  writeFileSync(whole, packages.join('\n'));
  return own;
}

/** Whether a command is a Python of a version such as '3.10'. */
function isPython(command, version) {
  try {
    const print = 'import sys; print("%d.%d" % sys.version_info[:2])';
    return (
      execFileSync(command, ['-c', print], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() === version
    );
  } catch {
    return false;
  }
}

/** Those of these versions that this machine has: [version, command]. By name, and where pyenv keeps them. */
export function pythons(versions) {
  const pyenv = join(process.env.PYENV_ROOT || join(homedir(), '.pyenv'), 'versions');
  const kept = existsSync(pyenv) ? readdirSync(pyenv).sort() : [];
  return versions.flatMap((version) => {
    const places = kept
      .filter((name) => name.startsWith(`${version}.`))
      .map((name) => join(pyenv, name, 'bin', 'python'));
    const found = [`python${version}`, ...places, 'python3', 'python'].find((command) => isPython(command, version));
    return found === undefined ? [] : [[version, found]];
  });
}

/** Versions of Python that the package is for. */
export const supported = ['3.10', '3.11', '3.12', '3.13'];

/** The newest supported one here. Throws a sentence where there is none. */
export function newestPython() {
  const last = pythons(supported).at(-1);
  if (last === undefined) throw new Error(`Python is needed here, one of ${supported.join(', ')}; none was found.`);
  return last[1];
}

/** Pythons with the package as it is in python/dist. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.mjs';
import { wheelFile } from './wheel-file.mjs';

const folder = import.meta.dirname;

/**
 * An environment of this Python with the wheel and what requirements-NAME.txt names, for the last of `names`; those before it are what that
 * file takes in. Its path.
 */
export function packaged(python, names) {
  const files = names.map((name) => join(folder, `requirements-${name}.txt`));
  // What the files say is part of the environment's name.
  const content = files.map((file) => readFileSync(file, 'utf8')).join('');
  const own = environment('python', ['-r', files.at(-1)], python, content);
  const wheel = wheelFile();
  // pip takes seconds for what is there already.
  if (installed(own) !== createHash('sha256').update(readFileSync(wheel)).digest('hex'))
    execFileSync(own, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-index', '--force-reinstall', wheel]);
  return own;
}

/** SHA-256 of the wheel that the package was installed from, where pip noted it. */
function installed(python) {
  const lib = join(python, '../../lib');
  try {
    for (const version of readdirSync(lib)) {
      const packages = join(lib, version, 'site-packages');
      const facts = readdirSync(packages).find((name) => /^galvani-.*\.dist-info$/.test(name));
      if (facts === undefined) continue;
      return JSON.parse(readFileSync(join(packages, facts, 'direct_url.json'), 'utf8')).archive_info.hashes?.sha256;
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return undefined;
}

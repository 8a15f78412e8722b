/** Runs Python with numpy and h5py as Debian packages them: what people will open our files with. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's own, which finds Debian's packages; PYTHON names another. */
const python = process.env['PYTHON'] || '/usr/bin/python3';

/**
 * What `script` prints as JSON. It finds `path`, the name of a file with the given bytes. A missing Python or module is an error, with
 * Python's own words.
 */
export function readByPython(bytes: Uint8Array, ending: string, script: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'galvani-python-'));
  const path = join(folder, `file${ending}`);
  try {
    writeFileSync(path, bytes);
    const out = execFileSync(python, ['-c', `import json, sys\npath = sys.argv[1]\n${script}`, path], {
      encoding: 'utf8',
      // Columns of a whole run as JSON.
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

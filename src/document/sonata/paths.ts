/** Paths in configurations of SONATA: a manifest of names, '$NETWORK_DIR/v1_nodes.h5', beside the file that holds it. */
import { UserError } from '../../errors.ts';

/** 'a/b/../c' → 'a/c'; what leads out of the start stays: '../x'. */
export function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Depth to which names may name names; deeper ones go round in circles. */
const DEEPEST = 20;

/** The path that `written` in the file `config` means. Throws a UserError where it uses a name that the manifest does not have. */
export function resolved(written: string, manifest: ReadonlyMap<string, string>, config: string): string {
  let path = written;
  for (let depth = 0; path.includes('$'); depth++) {
    if (depth === DEEPEST) throw new UserError(`${config}: '${written}' goes round in circles in the manifest.`);
    path = path.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
      const name = braced ?? bare!;
      if (name === 'configdir') return folderOf(config) || '.';
      const value = manifest.get(name);
      if (value === undefined)
        throw new UserError(
          `${config}: '${written}' uses $${name}, which the manifest does not have; it has ${[...manifest.keys()].map((n) => `$${n}`).join(', ') || 'nothing'}.`,
        );
      return value;
    });
  }
  const folder = folderOf(config);
  return plainPath(path.startsWith('/') || folder === '' ? path : `${folder}/${path}`);
}

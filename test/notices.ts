/** Which packages a build needs to give notice of, found by reading the sources: not the way in which the build finds them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Packages that the sources in these folders import as such. */
export function imported(folders: readonly string[], without: readonly string[] = []): string[] {
  const files = folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !without.some((folder) => file.startsWith(`${folder}/`)));
  const names = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/(?:from|^import) '([a-z@][^'.]*)'/gm)].map(([, name]) => name!);
  });
  const packages = names.map((name) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return [...new Set(packages)].filter((name) => !name.startsWith('node:')).sort();
}

/** Packages among those whose own words on their copyright are not in the folder's THIRD-PARTY.txt. */
export function unnoticed(folder: string, folders: readonly string[], without: readonly string[] = []): string[] {
  const notices = readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8');
  return imported(folders, without).filter((name) => {
    const license = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8');
    return !notices.includes(license.trim());
  });
}

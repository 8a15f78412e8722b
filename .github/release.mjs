/**
 * Cuts a release from the changelog.
 *
 *     npm run release 0.2.0              the changelog's unreleased part becomes 0.2.0, with today's date; versions, commit and tag
 *     node .github/release.mjs --check v0.2.0     whether everything names this version; exit status 1 and a sentence if not
 *     node .github/release.mjs --notes v0.2.0     what the changelog says of it
 *
 * Nothing is pushed: `git push --follow-tags` is its maker's, and starts the workflow that publishes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const HEADING = /^## (\d+\.\d+\.\d+)(?: — (unreleased|\d{4}-\d{2}-\d{2}))?$/gm;

/** A mistake of the caller, told without a stack. */
export class ReleaseError extends Error {}

/**
 * The parts of the changelog: { version, date, text }, the newest first; `date` is 'unreleased' or yyyy-mm-dd.
 * @param {string} changelog
 */
export function parts(changelog) {
  const found = [...changelog.matchAll(HEADING)];
  return found.map((match, k) => ({
    version: match[1],
    date: match[2] ?? '',
    text: changelog.slice(match.index + match[0].length, found[k + 1]?.index ?? changelog.length).trim(),
  }));
}

/**
 * The changelog with its unreleased part released. Throws a ReleaseError where there is none, or nothing in it.
 * @param {string} changelog
 * @param {string} version
 * @param {string} date yyyy-mm-dd
 */
export function released(changelog, version, date) {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new ReleaseError(`'${version}' is no version; it has three numbers, as 0.2.0.`);
  const all = parts(changelog);
  const [first] = all;
  if (first === undefined || first.date !== 'unreleased')
    throw new ReleaseError(
      "CHANGELOG.md has no part '## x.y.z — unreleased' at its head: there is nothing to release.",
    );
  if (first.text === '') throw new ReleaseError('The unreleased part of CHANGELOG.md is empty.');
  if (all.some((part) => part.version === version && part !== first))
    throw new ReleaseError(`CHANGELOG.md has a part of ${version} already.`);
  return changelog.replace(`## ${first.version} — unreleased`, `## ${version} — ${date}`);
}

/**
 * Texts of the files that name the version, with another one.
 * @param {(file: string) => string | undefined} text undefined: there is no such file
 * @param {string} version
 * @param {string} date
 */
export function versioned(text, version, date) {
  /** @type {Record<string, string>} */
  const out = {};
  const change = (file, act) => {
    const before = text(file);
    if (before !== undefined) out[file] = act(before);
  };
  const json = (act) => (before) => {
    const value = JSON.parse(before);
    act(value);
    return `${JSON.stringify(value, null, 2)}\n`;
  };
  change(
    'package.json',
    json((p) => (p.version = version)),
  );
  change(
    'package-lock.json',
    json((p) => (p.version = p.packages[''].version = version)),
  );
  change('CITATION.cff', (cff) =>
    cff.replace(/^version: .*$/m, `version: ${version}`).replace(/^date-released: .*$/m, `date-released: ${date}`),
  );
  change('CHANGELOG.md', (log) => released(log, version, date));
  return out;
}

/**
 * What does not fit a tag; '' where all does.
 * @param {(file: string) => string | undefined} text
 * @param {string} tag
 */
export function problem(text, tag) {
  const version = tag.replace(/^v/, '');
  const manifest = JSON.parse(text('package.json') ?? '{}');
  if (manifest.version !== version) return `package.json has the version ${manifest.version}, the tag is ${tag}.`;
  if (!manifest.repository)
    return 'package.json names no repository, without which npm takes no statement of provenance.';
  if (!(text('CITATION.cff') ?? '').includes(`version: ${version}\n`)) return `CITATION.cff does not name ${version}.`;
  const [first] = parts(text('CHANGELOG.md') ?? '');
  if (first?.version !== version || !/^\d/.test(first.date))
    return `The head of CHANGELOG.md is not ${version} with its date.`;
  return '';
}

function main([first, second]) {
  const root = join(import.meta.dirname, '..');
  const text = (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined);
  if (first === '--check' && second) {
    const wrong = problem(text, second);
    if (wrong) throw new ReleaseError(wrong);
    return;
  }
  if (first === '--notes' && second) {
    const part = parts(text('CHANGELOG.md') ?? '').find(({ version }) => `v${version}` === second);
    if (part === undefined) throw new ReleaseError(`CHANGELOG.md has no part of ${second}.`);
    console.log(part.text);
    return;
  }
  if (first === undefined || first.startsWith('-')) throw new ReleaseError('Name the version: npm run release 0.2.0');
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  if (git('status', '--porcelain') !== '') throw new ReleaseError('There are changes that are not committed.');
  const date = new Date().toISOString().slice(0, 10);
  for (const [file, content] of Object.entries(versioned(text, first, date))) writeFileSync(join(root, file), content);
  git('commit', '-am', `Release ${first}`);
  git('tag', '-a', `v${first}`, '-m', `Galvani ${first}`);
  console.log(`Committed and tagged v${first}. To publish it: git push --follow-tags`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  try {
    main(process.argv.slice(2));
  } catch (thrown) {
    if (!(thrown instanceof ReleaseError)) throw thrown;
    console.error(thrown.message);
    process.exitCode = 1;
  }

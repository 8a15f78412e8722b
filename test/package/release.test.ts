/** A release is cut from the changelog: all that names the version names the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parts, problem, ReleaseError, released, versioned } from '../../.github/release.mjs';

const root = join(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const log = '# Changelog\n\n## 0.2.0 — unreleased\n\nMore.\n\n- a\n\n## 0.1.0 — 2026-01-02\n\nFirst.\n';

test('parts of the changelog', () => {
  expect(parts(log)).toEqual([
    { version: '0.2.0', date: 'unreleased', text: 'More.\n\n- a' },
    { version: '0.1.0', date: '2026-01-02', text: 'First.' },
  ]);
});

test('the unreleased part is released under its version and date', () => {
  expect(released(log, '0.3.0', '2026-12-01')).toBe(log.replace('0.2.0 — unreleased', '0.3.0 — 2026-12-01'));
  expect(() => released(log, '0.1.0', '2026-12-01')).toThrow('a part of 0.1.0 already');
  expect(() => released(log, 'next', '2026-12-01')).toThrow(ReleaseError);
  expect(() => released(log.slice(log.indexOf('## 0.1.0')), '0.3.0', '2026-12-01')).toThrow('nothing to release');
  expect(() => released('## 0.2.0 — unreleased\n', '0.2.0', '2026-12-01')).toThrow('is empty');
});

test('the files of this project, released, name one version and lack nothing', () => {
  const changed = versioned(text, '7.8.9', '2026-12-01');
  expect(Object.keys(changed).sort()).toEqual(['CHANGELOG.md', 'CITATION.cff', 'package-lock.json', 'package.json']);
  const manifest = { ...JSON.parse(changed['package.json']!), repository: 'a' };
  const after = (file: string) => (file === 'package.json' ? JSON.stringify(manifest) : changed[file]);
  expect(problem(after, 'v7.8.9')).toBe('');
  expect(problem(after, 'v7.8.8')).toContain('package.json');
  expect(problem((file) => (file === 'CITATION.cff' ? text(file) : after(file)), 'v7.8.9')).toContain('CITATION.cff');
  expect(problem((file) => (file === 'CHANGELOG.md' ? text(file) : after(file)), 'v7.8.9')).toContain('CHANGELOG');
});

/** The folders of the site's versions, and what stands above them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadLinks } from '../../site/links.mjs';
import { versionsIn, writeVersions } from '../../site/versions.mjs';

test('the newest by its numbers is the latest, all are listed, and older ones stay as they are', () => {
  const home = mkdtempSync(join(tmpdir(), 'galvani-versions-'));
  const put = (version: string) => {
    mkdirSync(join(home, version), { recursive: true });
    for (const file of ['index.html', 'site.css', 'icon.svg']) writeFileSync(join(home, version, file), version);
  };
  const text = (path: string) => readFileSync(join(home, path), 'utf8');
  try {
    for (const version of ['0.9.0', '0.10.0', '0.2.11', 'latest', 'api']) put(version);
    expect(versionsIn(home)).toEqual(['0.10.0', '0.9.0', '0.2.11']);
    writeVersions(home);
    expect(text('latest/index.html')).toBe('0.10.0');
    expect(text('0.9.0/index.html')).toBe('0.9.0');
    expect(text('versions.js')).toBe('globalThis.galvaniVersions = ["0.10.0","0.9.0","0.2.11"];\n');
    expect(text('index.html')).toContain('url=latest/index.html');
    expect([...text('versions.html').matchAll(/href="([\d.]+)\/index.html"/g)].map(([, v]) => v)).toEqual(
      versionsIn(home),
    );
    expect(deadLinks(home)).toEqual([]);
    put('1.0.0');
    writeVersions(home);
    expect(text('latest/index.html')).toBe('1.0.0');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

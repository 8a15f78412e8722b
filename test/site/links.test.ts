/** What the site's build calls a dead link. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadLinks } from '../../site/links.mjs';

test('files and places that are not there, and no others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'galvani-links-'));
  try {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(
      join(folder, 'index.html'),
      '<h1 id="top"></h1><a href="#top">a</a> <a href="#gone">b</a> <a href="sub/page.html#here">c</a> <a href="sub/page.html#there">d</a> <a href="sub/">e</a> <a href="https://example.org/x">f</a> <script src="none.js"></script> <galvani-run src="#network?preset=lif"></galvani-run>',
    );
    writeFileSync(join(folder, 'sub/index.html'), '<a href="../index.html">up</a> <a href="gone.html">g</a>');
    writeFileSync(join(folder, 'sub/page.html'), '<p id="here"></p>');
    expect(deadLinks(folder).sort()).toEqual([
      'index.html: #gone',
      'index.html: none.js',
      'index.html: sub/page.html#there',
      'sub/index.html: gone.html',
    ]);
    expect(deadLinks(folder, (path) => path.startsWith('sub/'))).toEqual(['sub/index.html: gone.html']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

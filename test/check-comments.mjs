// Finds comment lines wider than 140 columns, which the formatter does not wrap. `--write` wraps them.
// Strings, texts of stories and code are the formatter's business; only lines that begin as comments are looked at.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const COLUMNS = 140;
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|js|mjs|cjs|wgsl|css|py)$/.test(file) && existsSync(file));

/** Indentation, mark and text of a comment line; undefined for any other line. */
function comment(line, file) {
  const marks = file.endsWith('.py') ? /^(\s*)(#)(?:\s+(.*))?$/ : /^(\s*)(\/\/|\/\*\*?|\*)(?:\s+(.*))?$/;
  const found = marks.exec(line);
  return found === null ? undefined : { indent: found[1], mark: found[2], text: found[3] ?? '' };
}

/**
 * A wide comment as lines of at most `COLUMNS`. What is over goes to the front of the next line of the same paragraph, if there is one;
 * a block of one line becomes one of several lines.
 */
function wrapped({ indent, mark, text }, next) {
  const block = mark.startsWith('/*');
  const closed = text.endsWith('*/');
  const lead = block ? `${indent} * ` : `${indent}${mark} `;
  const words = (closed ? text.slice(0, -2).trimEnd() : text).split(' ');
  const lines = [];
  while (words.length > 0) {
    let line = lead + words.shift();
    while (words.length > 0 && line.length + 1 + words[0].length <= COLUMNS) line += ` ${words.shift()}`;
    if (lines.push(line) === 1 && words.length > 0 && continues(next, indent, mark)) {
      return { lines, next: `${lead}${words.join(' ')} ${next.text}` };
    }
  }
  if (block) lines.unshift(`${indent}${mark}`);
  if (closed) lines.push(block ? `${indent} */` : `${indent}*/`);
  return { lines };
}

/** Whether a comment goes on with the sentence of the line before it. */
function continues(next, indent, mark) {
  return next !== undefined && next.indent === indent && next.mark === mark && /^[^\s@/*-]/.test(next.text);
}

const write = process.argv.includes('--write');
const wide = [];
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const out = [];
  for (let i = 0; i < lines.length; i++) {
    const found = lines[i].length > COLUMNS ? comment(lines[i], file) : undefined;
    if (found === undefined || !found.text.includes(' ')) {
      out.push(lines[i]);
      continue;
    }
    wide.push(`${file}:${i + 1}: a comment of ${lines[i].length} columns`);
    const after = wrapped(found, comment(lines[i + 1] ?? '', file));
    out.push(...after.lines);
    if (after.next !== undefined) lines[i + 1] = after.next;
  }
  if (write && out.join('\n') !== text) writeFileSync(file, out.join('\n'));
}
if (wide.length > 0 && !write) {
  console.error(`${wide.join('\n')}\nComments are wrapped at ${COLUMNS} columns: 'npm run format' does it.`);
  process.exit(1);
}

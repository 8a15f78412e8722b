/** Lines of the table that is kept: `test-results/engines.txt`. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function tell(line: string): void {
  mkdirSync('test-results', { recursive: true });
  appendFileSync(join('test-results', 'engines.txt'), `${line}\n`);
}

/** Progress on stderr: a bar on a terminal, lines for programs, nothing elsewhere. */
import { forPrograms, line } from './messages.ts';

const WIDTH = 30;
/** ms between redraws. */
const INTERVAL = 100;

export class Progress {
  readonly #stream = process.stderr;
  #last = 0;
  #shown = false;

  /** `fraction` in [0, 1]. */
  show(label: string, fraction: number): void {
    if (!(this.#stream.isTTY || forPrograms())) return;
    const now = performance.now();
    if (fraction < 1 && now - this.#last < INTERVAL) return;
    this.#last = now;
    if (forPrograms()) {
      line({ progress: { stage: label, fraction: Math.min(1, Math.max(0, fraction)) } });
      return;
    }
    const full = Math.round(Math.min(1, Math.max(0, fraction)) * WIDTH);
    const bar = '█'.repeat(full) + '·'.repeat(WIDTH - full);
    this.#stream.write(`\r\x1b[K${label.padEnd(10)} ${bar} ${Math.floor(fraction * 100)} %`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }
}

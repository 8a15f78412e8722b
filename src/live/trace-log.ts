/** Traces of a run so far, one growing array per cell. */
import type { Trace } from './types.ts';

interface Line {
  readonly cell: number;
  readonly firstStep: number;
  values: Float32Array;
  count: number;
}

export class TraceLog {
  #lines: Line[] = [];

  clear(): void {
    this.#lines = [];
  }

  /** Keeps the values of steps before `step`. */
  truncate(step: number): void {
    for (const line of this.#lines) line.count = Math.max(0, Math.min(line.count, step - line.firstStep));
  }

  /** Drops those that end before `step`: nothing that comes then would follow on them. */
  dropShort(step: number): void {
    this.#lines = this.#lines.filter((l) => l.firstStep + l.count === step);
  }

  /** Continues where each cell's trace ended; a cell that had a gap starts anew. */
  append(parts: readonly Trace[]): void {
    this.#lines = parts.map((part) => {
      const line = this.#lines.find((l) => l.cell === part.cell);
      if (line === undefined || line.firstStep + line.count !== part.firstStep) {
        return { cell: part.cell, firstStep: part.firstStep, values: part.values.slice(), count: part.values.length };
      }
      extend(line, part.values);
      return line;
    });
  }

  /** Copies. */
  all(): Trace[] {
    return this.#lines.map((l) => ({ cell: l.cell, firstStep: l.firstStep, values: l.values.slice(0, l.count) }));
  }

  /** Views, good until the next `append`. */
  views(): Trace[] {
    return this.#lines.map((l) => ({ cell: l.cell, firstStep: l.firstStep, values: l.values.subarray(0, l.count) }));
  }
}

function extend(line: Line, values: Float32Array): void {
  const count = line.count + values.length;
  if (count > line.values.length) {
    const larger = new Float32Array(2 ** Math.ceil(Math.log2(count)));
    larger.set(line.values.subarray(0, line.count));
    line.values = larger;
  }
  line.values.set(values, line.count);
  line.count = count;
}

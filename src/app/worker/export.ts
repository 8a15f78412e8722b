/** The shown run as files. */
import { type SpikeBlock, spikesCsv, spikesNpz, type TraceTable, tracesCsv } from '../../index.ts';
import type { ExportKind, Trace } from './messages.ts';

export interface ExportSource {
  /** Begins the file name. */
  readonly stem: string;
  readonly spikes: SpikeBlock;
  readonly traces: readonly Trace[];
  readonly variable: string;
  /** ms */
  readonly dt: number;
  /** Number of cells without stimulus sources. */
  readonly cells: number;
}

export interface ExportFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export function exportFile(kind: ExportKind, source: ExportSource): ExportFile {
  const { stem, spikes, dt, cells } = source;
  switch (kind) {
    case 'spikes.csv':
      return { name: `${stem}-spikes.csv`, mime: 'text/csv', bytes: utf8(spikesCsv(spikes, dt, cells)) };
    case 'spikes.npz':
      return { name: `${stem}-spikes.npz`, mime: 'application/zip', bytes: spikesNpz(spikes, dt, cells) };
    case 'traces.csv':
      return { name: `${stem}-traces.csv`, mime: 'text/csv', bytes: utf8(tracesCsv(traceTable(source), dt)) };
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All traces over the times they share. */
function traceTable({ traces, variable }: ExportSource): TraceTable {
  const sorted = [...traces].sort((a, b) => a.cell - b.cell);
  const first = Math.max(0, ...sorted.map((t) => t.firstStep));
  const end = sorted.length === 0 ? first : Math.min(...sorted.map((t) => t.firstStep + t.values.length));
  const values = new Float64Array(Math.max(0, end - first) * sorted.length);
  sorted.forEach((trace, c) => {
    for (let step = first; step < end; step++) {
      values[(step - first) * sorted.length + c] = trace.values[step - trace.firstStep]!;
    }
  });
  // Row s holds the values after step first + s, at the time (first + s + 1)·dt.
  return { variables: [variable], cells: sorted.map((t) => t.cell), firstStep: first + 1, values };
}

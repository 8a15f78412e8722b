/** Files: pure functions from results to bytes and back. */
export { spikesCsv, type TraceTable, timeText, tracesCsv } from './csv.ts';
export { type NpyArray, type NpyData, readNpy, writeNpy } from './npy.ts';
export { readNpz, writeNpz } from './npz.ts';
export { spikesNpz, tracesNpz } from './results.ts';

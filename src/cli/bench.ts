/** `galvani bench`: backends side by side on presets and sizes. */
import { cpus } from 'node:os';
import { meansText, stepParts } from '../export/benchmark/words.ts';
import {
  type BackendName,
  type BenchmarkPhases,
  type BenchmarkRow,
  backendNames,
  benchmark,
  releaseDevices,
} from '../index.ts';
import { benchmarkCase, presetByName } from '../presets/index.ts';
import type { BenchArguments } from './arguments.ts';
import { Progress } from './progress.ts';

export async function bench(options: BenchArguments): Promise<void> {
  const names = options.presets.length > 0 ? options.presets : ['ei-brette2007'];
  const backends = options.backends ?? backendNames;
  const progress = new Progress();
  const rows: BenchmarkRow[] = [];
  const refusals: { backend: BackendName; reason: string }[] = [];
  try {
    for (const name of names) {
      const preset = presetByName(name);
      for (const size of options.sizes ?? [undefined]) {
        rows.push(
          ...(await benchmark(benchmarkCase(preset, size), {
            backends,
            rounds: options.rounds,
            phases: options.phases,
            ...(options.threads ? { threads: options.threads } : {}),
            ...(options.connectivities ? { connectivities: options.connectivities } : {}),
            ...(options.strategies ? { strategies: options.strategies } : {}),
            onProgress: (text, fraction) => progress.show(text, fraction),
            onRefusal: (backend, reason) => refusals.push({ backend, reason }),
          })),
        );
      }
    }
  } finally {
    progress.clear();
    releaseDevices();
  }
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    cpu: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    node: process.version,
    rounds: options.rounds,
  };
  if (options.json) process.stdout.write(`${JSON.stringify({ machine, rows, refusals })}\n`);
  else print(machine, rows, refusals);
}

function print(
  machine: { date: string; cpu: string; node: string; rounds: number },
  rows: readonly BenchmarkRow[],
  refusals: readonly { backend: string; reason: string }[],
): void {
  const out = process.stdout;
  out.write(
    `${machine.date}, ${machine.cpu}, Node ${machine.node}; medians of ${machine.rounds} interleaved rounds\n\n`,
  );
  const head = [
    'network',
    'backend',
    'strategy',
    'ms/step',
    'min',
    'max',
    's per bio s',
    'ratio',
    'build s',
    'B/synapse',
    'spikes',
    'hash',
  ];
  const body = rows.map((r) => [
    r.name,
    r.backend,
    contestant(r),
    r.ms_per_step.median.toFixed(4),
    r.ms_per_step.min.toFixed(4),
    r.ms_per_step.max.toFixed(4),
    r.realtime_factor.toFixed(3),
    r.ratio.toFixed(3),
    r.build_s.toFixed(3),
    r.bytes_per_synapse.toFixed(1),
    String(r.spikes),
    r.spike_hash.slice(0, 12),
  ]);
  out.write(table([head, ...body]));
  for (const row of rows) if (row.cost.sites_per_cell > 1) out.write(`\n${siteLine(row)}`);
  for (const row of rows) if (row.phases) out.write(`\n${phaseTable(row, row.phases)}`);
  const adapters = new Map(rows.map((r) => [r.backend, r.adapter]));
  out.write('\n');
  for (const [backend, adapter] of adapters) out.write(`${backend}: ${adapter}\n`);
  for (const { backend, reason } of refusals) out.write(`${backend} does not run here: ${reason}\n`);
}

/** A row per phase, then what is left, then the step. */
function phaseTable(row: BenchmarkRow, phases: BenchmarkPhases): string {
  const { means, rows, ms_per_step } = phases;
  const line = (what: string, ms: number, dispatches = 0): string[] => [
    `  ${what}`,
    ms.toFixed(4),
    `${((100 * ms) / ms_per_step).toFixed(1)} %`,
    dispatches === 0 ? '' : String(Number(dispatches.toPrecision(3))),
  ];
  const title = `${row.name}, ${row.backend}, ${contestant(row)}: a step by its phases, ${meansText[means]}`;
  return `${title}\n${table([
    ['  phase', 'ms/step', 'share', 'dispatches/step'],
    ...stepParts(phases).map(({ name, ms, dispatches }) => line(name, ms, dispatches)),
    line(
      'step',
      ms_per_step,
      rows.reduce((n, r) => n + r.dispatches_per_step, 0),
    ),
  ])}`;
}

/** Of cells with dendrites: what a step dispatches and moves. */
function siteLine(row: BenchmarkRow): string {
  const { sites_per_cell, bytes_kept_per_site, bytes_per_cell } = row.cost;
  return [
    `${row.name}, ${row.backend}, ${contestant(row)}: ${Number(sites_per_cell.toPrecision(4))} sites per cell,`,
    `${Math.round(bytes_kept_per_site)} bytes kept and ${Math.round(bytes_per_cell / sites_per_cell)} moved per site and step,`,
    `${Number(row.dispatches_per_step.toPrecision(3))} dispatches per step\n`,
  ].join(' ');
}

/** Threads of the wasm backend, else the strategy. */
const contestant = ({ adapter, strategy }: BenchmarkRow): string => /\d+ threads?$/.exec(adapter)?.[0] ?? strategy;

/** Columns side by side, one row per line. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const text = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return `${rows.map(text).join('\n')}\n`;
}

/** Runs an exported folder on its engine, in the user's Python. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { InternalError, UserError } from '../errors.ts';
import type { ClusterEngine } from '../export/cluster/engine.ts';
import type { ClusterFolder } from '../export/cluster/folder.ts';

export interface EngineOptions {
  /** The command that starts Python: 'python3', '/opt/nest/bin/python'. */
  readonly python: string;
  /** Processes, joined by MPI. */
  readonly ranks: number;
  /** Threads of each process. */
  readonly threads: number;
  /** Also write the last state of every cell. */
  readonly states?: boolean;
  /** The folder's program: its own, or the one by bmtk of a network in SONATA. Default 'run.py'. */
  readonly program?: 'run.py' | 'run_bmtk.py';
}

/** What `run.py` prints: the figures that this command does not reckon itself. */
export interface EngineResult {
  readonly adapter: string;
  readonly spike_hash: string;
  readonly wall_s: { readonly build: number; readonly compile: number; readonly run: number };
  readonly equal_to_reference: boolean | null;
  readonly compared_steps: number;
  readonly first_difference: { readonly step: number; readonly neuron: number } | null;
}

/** What there is on this machine, as `build.py --probe` says. */
interface Probe {
  readonly engine: string;
  /** NEST only. */
  readonly mpi?: boolean;
}

/** Compiled models by what they are made of. */
const cache = (): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'galvani', 'models');

/**
 * Compiles the folder's models, unless the same ones were compiled here before, and runs it; results are written to `out`. `folder`: where
 * `made` was written. Throws a UserError with the sentence of the folder's own programs where something is missing or differs.
 */
export async function runFolder(
  folder: string,
  made: Pick<ClusterFolder, 'files'>,
  engine: ClusterEngine,
  out: string,
  options: EngineOptions,
): Promise<EngineResult> {
  const { python, ranks, threads } = options;
  const probe = lastJson(await start(python, ['build.py', '--probe'], folder)) as Probe;
  if (ranks > 1 && engine === 'nest' && probe.mpi === false)
    throw new UserError(
      `This NEST was built without MPI (PyPI's is), so --ranks ${ranks} cannot be; use --threads ${ranks}, or conda install -c conda-forge "nest-simulator=*=mpi_openmpi*".`,
    );
  if (threads > 1 && engine === 'neuron')
    throw new UserError(`NEURON runs one thread in each process here; use --ranks ${threads} in place of --threads.`);
  const compiling = performance.now();
  const built = await compiled(folder, made, engine, probe, python);
  const compile = (performance.now() - compiling) / 1000;
  const words = [
    options.program ?? 'run.py',
    '--build',
    built,
    '--out',
    out,
    ...(threads > 1 ? ['--threads', String(threads)] : []),
  ];
  if (options.states) words.push('--states');
  const result = lastJson(
    ranks === 1
      ? await start(python, words, folder)
      : await start('mpiexec', ['-n', String(ranks), python, ...words], folder),
  ) as EngineResult;
  return { ...result, wall_s: { ...result.wall_s, compile } };
}

async function compiled(
  folder: string,
  { files }: Pick<ClusterFolder, 'files'>,
  engine: ClusterEngine,
  probe: Probe,
  python: string,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(probe));
  const ending = engine === 'nest' ? '.nestml' : '.mod';
  for (const [name, content] of files)
    if (name.endsWith(ending) || name === 'build.py') hash.update(`\n${name}\n`).update(content);
  const place = join(cache(), `${engine}-${hash.digest('hex').slice(0, 32)}`);
  // Compiled in its place, since compilers write paths, and marked when whole.
  const whole = join(place, 'whole');
  if (existsSync(whole)) return place;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  await start(python, ['build.py', '--into', place], folder);
  writeFileSync(`${whole}.part`, JSON.stringify(probe));
  renameSync(`${whole}.part`, whole);
  return place;
}

/** Standard output of a program that runs in the folder. */
function start(program: string, words: readonly string[], folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd: folder, env: environment(program), maxBuffer: 2 ** 28 }, (error, out, err) => {
      if (!error) resolve(out);
      else reject(failure(program, words, error, err));
    });
  });
}

/** A Python of an environment has the engine's programs beside it. Open MPI counts cores, and spins while it waits, unless told. */
function environment(program: string): NodeJS.ProcessEnv {
  const at = program.lastIndexOf('/');
  const path = [...(at > 0 ? [program.slice(0, at)] : []), process.env['PATH'] ?? ''].join(delimiter);
  return {
    OMPI_MCA_rmaps_base_oversubscribe: '1',
    OMPI_MCA_mpi_yield_when_idle: '1',
    ...process.env,
    PATH: path,
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

function failure(program: string, words: readonly string[], error: Error, err: string): Error {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return new UserError(
      program === 'mpiexec'
        ? 'There is no mpiexec for --ranks (Debian: openmpi-bin); leave it out, or install an MPI.'
        : `There is no Python '${program}'; name one with --python.`,
    );
  const said = err.split('\n').find((line) => line.startsWith('galvani: '));
  if (said !== undefined) return new UserError(said.slice('galvani: '.length));
  const last = err.trim().split('\n').slice(-4).join(' | ');
  return new UserError(`'${program} ${words[0]}' failed: ${last || error.message}`);
}

function lastJson(out: string): unknown {
  const text = out
    .split('\n')
    .reverse()
    .find((line) => line.startsWith('{'));
  if (text === undefined) throw new InternalError('A program of the exported folder printed no result.');
  return JSON.parse(text);
}

/** The spikes that the run wrote. */
export const spikesFile = (out: string): Uint8Array => readFileSync(join(out, 'spikes.npz'));

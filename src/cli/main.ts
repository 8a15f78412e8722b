/**
 * The `galvani` command. Exit codes: 0 success, 1 a mistake in the input, 2 a run that blew up, 3 spikes that are not equal, 70 a failure
 * of the program itself.
 */
import { setFlagsFromString } from 'node:v8';
import { BlowUpError, UserError } from '../errors.ts';
import { buildName } from '../export/build.ts';
import { nearest } from '../suggest.ts';
import {
  parseBench,
  parseCheck,
  parseCompare,
  parseExport,
  parseImport,
  parseList,
  parseNew,
  parseRun,
  parseShow,
  parseSweep,
} from './arguments.ts';
import { takeForm, tellError } from './messages.ts';
import { commandNames, usage } from './usage.ts';

export async function main(words: readonly string[]): Promise<number> {
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`galvani: standard output could not be written (${error.code ?? error.message}).\n`);
    process.exit(1);
  });
  // Nor is a caller that is gone; it reads what comes there, and a run for nobody ends.
  process.stderr.on('error', () => process.exit(1));
  try {
    return await dispatch(takeForm(words));
  } catch (error) {
    tellError(error);
    if (error instanceof BlowUpError) return 2;
    return error instanceof UserError ? 1 : 70;
  }
}

/**
 * WebAssembly goes to V8's optimising compiler at once. By default a quick compiler comes first and the other works beside the running
 * threads, where it takes a core from one of them while the rest wait at the barrier: 15 ms of compilation against 30 ms of a run's first
 * second on two cores.
 */
const optimiseAtOnce = (): void => setFlagsFromString('--no-liftoff');

/** Answers the exit code. */
async function dispatch(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (rest.includes('--help') || rest.includes('-h')) {
    const [name] = rest;
    if (command !== 'study' || name === undefined || name.startsWith('-')) return say(usage(command));
    const { studyUsage } = await import('./study.ts');
    return say(studyUsage(name));
  }
  switch (command) {
    case 'list': {
      const { list } = await import('./list.ts');
      list(parseList(rest));
      return 0;
    }
    case 'run': {
      const options = parseRun(rest);
      if (options.engine) {
        const { runElsewhere } = await import('./run-elsewhere.ts');
        await runElsewhere(options, options.engine);
        return 0;
      }
      const { run } = await import('./run.ts');
      optimiseAtOnce();
      await run(options);
      return 0;
    }
    case 'show': {
      const { show } = await import('./show.ts');
      await show(parseShow(rest));
      return 0;
    }
    case 'check': {
      const { check } = await import('./check.ts');
      return check(parseCheck(rest));
    }
    case 'new': {
      const { fresh } = await import('./new.ts');
      const { preset, set } = parseNew(rest);
      await fresh(preset, set);
      return 0;
    }
    case 'import': {
      const { importFile } = await import('./import.ts');
      return importFile(parseImport(rest));
    }
    case 'sweep': {
      const { sweepOver } = await import('./sweep.ts');
      optimiseAtOnce();
      await sweepOver(parseSweep(rest));
      return 0;
    }
    case 'export': {
      const { exportFolder } = await import('./export.ts');
      await exportFolder(parseExport(rest));
      return 0;
    }
    case 'compare': {
      const { compare } = await import('./compare.ts');
      return compare(parseCompare(rest));
    }
    case 'study': {
      const { study } = await import('./study.ts');
      optimiseAtOnce();
      await study(rest);
      return 0;
    }
    case 'bench': {
      const { bench } = await import('./bench.ts');
      optimiseAtOnce();
      await bench(parseBench(rest));
      return 0;
    }
    case 'help':
    case '--help':
    case '-h':
    case undefined:
      return say(usage(rest[0]));
    case '--version':
    case 'version':
      return say(buildName());
    default: {
      const guess = nearest(command, commandNames);
      const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
      throw new UserError(`There is no command '${command}'.${meant} Allowed are ${commandNames.join(', ')}.`);
    }
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

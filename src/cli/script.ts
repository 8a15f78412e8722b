/** The run as a script: what `--script` writes. */

import { extname } from 'node:path';
import { brian2ScriptOf } from '../export/brian2/script.ts';
import type { ExportedExperiment } from '../export/experiment.ts';
import { scriptOf } from '../export/script.ts';
import type { BackendName } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import { checkWritable, write } from './output.ts';
import type { RunSubject } from './subject.ts';

const endings = ['.mjs', '.py'];

interface Run {
  readonly subject: RunSubject;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  readonly integrator: string | undefined;
}

/** Writes the file in two parts of the run, so that what a script cannot hold is told before any time is spent. */
export class ScriptFile {
  readonly #path: string | undefined;

  constructor(path: string | undefined) {
    this.#path = path;
    if (path !== undefined) checkWritable('--script', path, endings);
  }

  get #forBrian2(): boolean {
    return this.#path !== undefined && extname(this.#path).toLowerCase() === '.py';
  }

  async before(run: Run): Promise<void> {
    if (this.#forBrian2) write('--script', this.#path!, brian2ScriptOf(experimentOf(run, 'reference')));
  }

  /** `spikeHash`: what the run gave, which the script of this library compares its own with. */
  async after(run: Run, backend: BackendName, spikeHash: string): Promise<void> {
    if (this.#path === undefined || this.#forBrian2) return;
    write('--script', this.#path, scriptOf({ ...experimentOf(run, backend), spikeHash }));
  }
}

const experimentOf = ({ subject, dt, steps, integrator }: Run, backend: BackendName): ExportedExperiment => ({
  network: subject.network,
  dt,
  duration: stepTime(steps, dt),
  integrator,
  backend,
  preset: subject.kind === 'preset' ? subject.name : undefined,
  title: subject.title,
  reference: subject.reference,
  interventions: subject.run.interventions,
  voltage: subject.run.voltage,
});

/** What long work is called while its progress is told. */
import type { ProgressStage } from '../../live/index.ts';

export const stageNames: Readonly<Record<ProgressStage, string>> = {
  build: 'Wiring the network',
  compile: 'Compiling the model',
  replay: 'Replaying for the picked cells',
  resume: 'Resuming from a checkpoint',
  rewind: 'Going back',
};

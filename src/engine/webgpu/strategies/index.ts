/** Every strategy, by name. */
import { batchedSteps } from './batched.ts';
import { ownedBlocks } from './blocks.ts';
import { fused } from './fused.ts';
import { gatheredSpikes } from './gathered.ts';
import { branchLevels } from './levels.ts';
import type { StrategyName } from './names.ts';
import { persistentWorkgroup } from './persistent.ts';
import type { Strategy } from './strategy.ts';
import { twoPasses } from './two-pass.ts';

export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  fused,
  gathered: gatheredSpikes,
  'two-pass': twoPasses,
  persistent: persistentWorkgroup,
  blocks: ownedBlocks,
  batched: batchedSteps,
  levels: branchLevels,
};

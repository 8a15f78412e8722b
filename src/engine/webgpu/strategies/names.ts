/** Names of the strategies, apart from their code, so that a name can be checked before a backend is loaded. */
import { UserError } from '../../../errors.ts';

export const strategyNames = ['fused', 'gathered', 'two-pass', 'persistent', 'blocks', 'batched', 'levels'] as const;

export type StrategyName = (typeof strategyNames)[number];

/** Throws a UserError, with the names there are, for any other. */
export function strategyName(text: string): StrategyName {
  const found = strategyNames.find((name) => name === text);
  if (found) return found;
  throw new UserError(
    `There is no strategy '${text}' of the backend webgpu. Allowed are ${strategyNames.join(', ')}; without one, a short timed warm-up chooses.`,
  );
}

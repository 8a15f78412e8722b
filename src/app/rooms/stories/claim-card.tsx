/** A claim of the source, what is found, and whether it holds. */

import type { Claim, ClaimText, Facts } from '../../../studies/measure.ts';
import { fill } from '../../../studies/measure.ts';
import { Prose } from './prose.tsx';
import type { StoryWords } from './words.ts';

const marks = { holds: '✓', partly: '◐', fails: '✗' } as const;

interface ClaimCardProps {
  readonly claim: Claim;
  readonly text: ClaimText;
  readonly facts: Facts | undefined;
  readonly problem: string | undefined;
  /** Whether it is being computed. */
  readonly awaited: boolean;
  readonly words: StoryWords;
}

export function ClaimCard({ claim, text, facts, problem, awaited, words }: ClaimCardProps) {
  const verdict = facts === undefined ? undefined : claim.judge(facts);
  const waiting = awaited ? words.waiting : words.later;
  return (
    <div class="claim-card" data-claim={claim.id} data-verdict={verdict}>
      <p class="claim-says">
        <span class="claim-label">{words.says}</span> <Prose text={text.says} />
      </p>
      <p class="claim-found" aria-live="polite">
        {facts === undefined || verdict === undefined ? (
          <span class="faint">{problem === undefined ? waiting : `${words.failed} ${problem}`}</span>
        ) : (
          <>
            <strong class={`verdict ${verdict}`}>
              <span aria-hidden="true">{marks[verdict]}</span> {words.verdicts[verdict]}
            </strong>{' '}
            <Prose text={fill(text.found, facts)} />
          </>
        )}
      </p>
    </div>
  );
}

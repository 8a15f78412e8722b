/** What the source says of the network beside what is seen here. */
import type { Claim } from '../../../presets/preset.ts';

export function Claims({ claims, reference }: { claims: readonly Claim[]; reference: string | undefined }) {
  return (
    <div class="claims">
      {claims.map(({ claim, seen }) => (
        <dl class="claim" key={claim}>
          <dt>says</dt>
          <dd class="says">“{claim}”</dd>
          <dt>seen</dt>
          <dd>{seen}</dd>
        </dl>
      ))}
      {reference === undefined ? null : <p class="reference">{reference}</p>}
    </div>
  );
}

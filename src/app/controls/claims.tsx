/** What the source says of the network beside what is seen here. */
import type { SourceClaim } from '../../presets/preset.ts';

export function Claims({ claims, reference }: { claims: readonly SourceClaim[]; reference: string | undefined }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1).
    <section class="claims" aria-label="claims and findings" tabIndex={0}>
      {claims.map(({ claim, seen }) => (
        <dl class="claim" key={claim}>
          <dt>says</dt>
          <dd class="says">“{claim}”</dd>
          <dt>seen</dt>
          <dd>{seen}</dd>
        </dl>
      ))}
      {reference === undefined ? null : <p class="reference">{reference}</p>}
    </section>
  );
}

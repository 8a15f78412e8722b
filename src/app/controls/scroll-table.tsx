/** A table of figures that scrolls sideways where the screen is narrow, by touch and by arrow keys. */
import type { ComponentChildren } from 'preact';

interface ScrollTableProps {
  readonly name: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function ScrollTable({ name, class: kind = '', children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1).
    <section class={`table-scroll ${kind}`} aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}

/** The side of a room, which is a drawer on small screens, and the button that opens it. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

interface SideProps {
  /** Spoken name. */
  readonly label: string;
  readonly drawer: Signal<boolean>;
  /** What the button that closes the drawer says it closes. */
  readonly closes?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Side({ label, drawer, closes = 'parameters', class: kind = '', children }: SideProps) {
  const close = () => {
    drawer.value = false;
  };
  return (
    <aside
      class={['side', kind, drawer.value ? 'open' : ''].filter((name) => name !== '').join(' ')}
      id="side"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <button type="button" class="bare drawer-close" aria-label={`close the ${closes}`} onClick={close}>
        <Icon name="close" />
      </button>
      {children}
    </aside>
  );
}

export function DrawerButton({ drawer, title }: { drawer: Signal<boolean>; title: string }) {
  return (
    <button
      type="button"
      class="button drawer-button"
      aria-expanded={drawer.value}
      aria-controls="side"
      onClick={() => {
        drawer.value = !drawer.value;
      }}
    >
      <Icon name="parameters" />
      <span class="button-text">{title}</span>
    </button>
  );
}

/** The wordmark with the rooms of the page beside it: a list that opens below the name of the present one. */
import { useRef } from 'preact/hooks';
import { places } from '../places.ts';
import './room-menu.css';

export function RoomMenu({ room }: { room: string }) {
  const list = useRef<HTMLElement>(null);
  const present = places.find((r) => r.name === room);
  return (
    <div class="place">
      <h1 class="place-name">Galvani</h1>
      <button type="button" class="button place-button" popovertarget="rooms" aria-haspopup="true">
        {present?.title ?? room}
        <span class="place-mark" aria-hidden="true" />
      </button>
      <nav id="rooms" popover="auto" class="rooms" aria-label="rooms" ref={list}>
        <ul>
          {places.map((r) => (
            <li key={r.name}>
              <a
                href={`#${r.name}`}
                aria-current={r.name === room ? 'page' : undefined}
                onClick={() => list.current?.hidePopover()}
              >
                {r.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

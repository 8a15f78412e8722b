/** The wordmark with the rooms of the page beside it: a list that opens below the name of the present one. */
import { useRef } from 'preact/hooks';
import { useLanguage } from '../language.ts';
import { type RoomName, type RoomTitle, roomTitles } from '../room-titles.ts';
import { Help } from './help.tsx';
import './room-menu.css';

export function RoomMenu({ room }: { room: RoomName }) {
  const chinese = useLanguage() === 'zh';
  const list = useRef<HTMLElement>(null);
  const titleOf = (room: RoomTitle): string => (chinese ? room.chinese : room.title);
  const present = roomTitles.find((r) => r.name === room)!;
  return (
    <div class="place">
      <h1 class="place-name">Galvani</h1>
      <button type="button" class="button place-button" popovertarget="rooms" aria-haspopup="true">
        {titleOf(present)}
        <span class="place-mark" aria-hidden="true" />
      </button>
      <nav id="rooms" popover="auto" class="rooms" aria-label={chinese ? '房间' : 'rooms'} ref={list}>
        <ul>
          {roomTitles.map((r) => (
            <li key={r.name}>
              <a
                href={`#${r.name}`}
                aria-current={r.name === room ? 'page' : undefined}
                onClick={() => list.current?.hidePopover()}
              >
                {titleOf(r)}
              </a>
            </li>
          ))}
        </ul>
        {/* Written by the build (`build/notices.ts`). In a tab of its own: the run here continues. */}
        <a class="rooms-foot" href="./THIRD-PARTY.txt" target="_blank" rel="noopener">
          {chinese ? '许可' : 'Licences'}
        </a>
      </nav>
      <Help room={room} />
    </div>
  );
}

/** The sheet of keys: a button in the head of every room, and the key '?'. */
import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../language.ts';
import type { RoomName } from '../room-titles.ts';
import './help.css';
import { shortcuts } from './shortcuts.ts';

export function Help({ room }: { room: RoomName }) {
  const sheet = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const name = language === 'zh' ? '快捷键' : 'keys';
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest('input:not([type="range"], [type="checkbox"]), select, textarea, [contenteditable]')) return;
      event.preventDefault();
      sheet.current?.togglePopover();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" class="bare help-button" popovertarget="help" aria-label={name} title={`${name} (?)`}>
        ?
      </button>
      <div id="help" popover="auto" class="help" role="dialog" aria-label={name} ref={sheet}>
        <table>
          <tbody>
            {shortcuts[room].map(({ keys, does, chinese }) => (
              <tr key={does}>
                <th scope="row">
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </th>
                <td>{language === 'zh' ? (chinese ?? does) : does}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

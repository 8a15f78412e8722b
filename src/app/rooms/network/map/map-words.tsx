/** Beside the map: what the brightness means, each group's rate of late, what is picked, what the pointer is on. */
import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { grouped } from '../../../../numbers/grouped.ts';
import { type MapPainter, shadesOf } from '../../../plots/map/map-painter.ts';
import { groupColour, palette } from '../../../plots/palette.ts';
import { rough } from '../../../run/figures.ts';
import type { Session } from '../../../run/session.ts';
import { countsIn } from './words.ts';

/** Wall time between two figures, ms; faster they could not be read. */
const interval = 400;

interface MapWordsProps {
  readonly session: Session;
  readonly hover: Signal<string>;
  readonly painter: Signal<MapPainter | undefined>;
}

export function MapWords({ session, hover, painter }: MapWordsProps) {
  const rates = useSignal<readonly number[]>([]);
  useEffect(() => {
    let waiting = 0;
    const measure = () => {
      waiting = 0;
      const { layout, activity } = painter.peek() ?? {};
      rates.value = layout?.blocks.map((b) => activity!.rate(b.bin, b.bins)) ?? [];
    };
    const stop = effect(() => {
      void session.record.value?.version.value;
      void session.view.pointer.value;
      if (waiting === 0) waiting = window.setTimeout(measure, rates.peek().length === 0 ? 50 : interval);
    });
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [session, painter, rates]);
  const record = session.record.value;
  const layout = painter.value?.layout;
  const blocks = (rates.value.length > 0 ? layout?.blocks : undefined) ?? [];
  const chosen = session.chosen.value;
  const counts = countsIn(chosen, blocks);
  const perSquare = layout?.perBin ?? 1;
  return (
    <div class="view-words">
      <p class="map-hover">
        {hover.value || <span class="faint">Click cells or draw around them to pick them; Shift adds.</span>}
      </p>
      <ul class="map-groups" aria-label="groups on the map">
        {blocks.map(({ group, first, count }, k) => (
          <li key={first}>
            <span class="map-scale" aria-hidden="true">
              {[0, 6, 20, 40, 63].map((shade) => (
                <i
                  key={shade}
                  style={{ background: shadesOf(groupColour(group, palette.value), palette.value.ground)[shade] }}
                />
              ))}
            </span>
            <span class="map-name">
              {group?.name ?? 'others'} <span class="faint">{grouped(`${count}`)}</span>
            </span>
            <span class="map-rate" title="rate of the last 20 ms or so">
              {rough(rates.value[k] ?? 0)} Hz
            </span>
            <button
              type="button"
              class="shortcut"
              aria-label={`pick all cells of ${group?.name ?? 'no group'}`}
              onClick={() => {
                session.choose(Array.from({ length: count }, (_, c) => first + c));
                session.touching.value = true;
              }}
            >
              pick all
            </button>
          </li>
        ))}
      </ul>
      <p class="map-picked">
        {chosen.length === 0 ? (
          <span class="faint">None picked.</span>
        ) : (
          <>
            {grouped(`${chosen.length}`)} picked
            {blocks.length > 1
              ? ` (${blocks.map((b, k) => `${b.group?.name ?? 'others'} ${grouped(`${counts[k]}`)}`).join(', ')})`
              : ''}{' '}
            <button type="button" class="shortcut" onClick={() => session.choose([])}>
              let go
            </button>
          </>
        )}
      </p>
      <p class="faint">
        {perSquare > 1 ? `A square is the mean of ${perSquare} cells. ` : ''}
        From silent to a spike just now; a spike fades in 20 ms of the network’s time. Rings: traced cells.
        {record === undefined || session.phase.value === 'running'
          ? ''
          : ' At rest it is of the time under the pointer.'}
      </p>
    </div>
  );
}

/** Rates of the groups, Hz per cell. */
import { useComputed } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import type { Group } from '../../index.ts';
import { roundUp } from '../../numbers/ticks.ts';
import { useLanguage } from '../language.ts';
import { type LinePicture, LineView } from '../plots/line-view.tsx';
import { groupColour, type Palette, usePalette } from '../plots/palette.ts';
import { rateLine, unsettledRate } from '../plots/rates.ts';
import { plotWords } from '../plots/words.ts';
import { rateText } from './figures.ts';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

export function RateView({ session }: { session: Session }) {
  const words = plotWords[useLanguage()];
  const palette = usePalette();
  const picture = useCallback(
    (width: number) => ratePicture(session, width, palette.peek(), words.rate),
    [session, palette, words],
  );
  return (
    <div class="rate-frame">
      <LineView session={session} name={words.rates} class="rates" picture={picture} />
      <RateReadout session={session} />
    </div>
  );
}

/** Cells have rates; stimulus sources are left out. */
function ratedGroups(record: RunRecord): { group: Group; counts: Uint32Array }[] {
  return record.groups.flatMap((group, k) => (group.role === 'cells' ? [{ group, counts: record.counts[k]! }] : []));
}

function ratePicture(session: Session, width: number, colours: Palette, title: string): LinePicture | undefined {
  const record = session.record.peek();
  if (record === undefined) return undefined;
  const { from, to } = session.view.span.peek();
  const end = record.steps * record.dt;
  const groups = ratedGroups(record);
  const lines = groups.map(({ group, counts }) => rateLine(counts, group.count, from, to, end, width));
  let high = 0;
  for (const { times, rate } of lines)
    rate.forEach((hz, k) => {
      if (hz > high && times[k]! < end - unsettledRate) high = hz;
    });
  return {
    shape: {
      title,
      lines: groups.map(({ group }) => ({ colour: groupColour(group, colours) })),
      timeAxis: false,
      palette: colours,
      low: 0,
      high: roundUp(Math.max(10, high * 1.02)),
    },
    data: [lines[0]?.times ?? new Float64Array(0), ...lines.map((l) => l.rate)],
  };
}

function RateReadout({ session }: { session: Session }) {
  const text = useComputed(() => {
    const time = session.view.pointer.value;
    const record = session.record.value;
    void record?.version.value;
    const end = record === undefined ? 0 : record.steps * record.dt;
    if (time === undefined || record === undefined || time >= Math.floor(end)) return '';
    const bin = Math.floor(time);
    const rates = ratedGroups(record).map(({ group, counts }) => {
      const { times, rate } = rateLine(counts, group.count, bin, bin + 1, end, 4);
      return `${group.name} ${rateText(rate[times.indexOf(bin + 0.5)] ?? 0)}`;
    });
    return `${bin}–${bin + 1} ms: ${rates.join(' · ')} Hz`;
  });
  return <output class="readout over">{text}</output>;
}

/** Rates of the run beside those that were published, group by group. */
import type { PublishedRates } from '../../presets/preset.ts';
import { type Language, useLanguage } from '../language.ts';
import { groupColour, usePalette } from '../plots/palette.ts';
import type { Session } from './session.ts';
import './published.css';

interface Words {
  readonly rates: string;
  readonly run: string;
  readonly published: string;
  readonly settling: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: { rates: 'rates (Hz)', run: 'this run', published: 'published', settling: 'still settling' },
  zh: { rates: '发放率 (Hz)', run: '本次运行', published: '已发表', settling: '尚未稳定' },
};

interface PublishedProps {
  readonly session: Session;
  readonly published: PublishedRates;
}

export function Published({ session, published }: PublishedProps) {
  const w = words[useLanguage()];
  const colours = usePalette().value;
  const statistics = session.statistics.value;
  const record = session.record.value;
  const all = record?.description.groups ?? [];
  const rows = published.groups.map((g) => {
    const index = all.findIndex(({ name, role }) => name === g.name && role === 'cells');
    return {
      ...g,
      colour: groupColour(
        record?.groups.find(({ name }) => name === g.label),
        colours,
      ),
      run: statistics?.rates[index],
      settling: statistics?.settling.rates[index] ?? false,
    };
  });
  const most = Math.max(...rows.map((r) => r.rate));
  return (
    <table class="published">
      <caption>
        {w.published}: <span lang="en">{published.source}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{w.rates}</th>
          {rows.map((r) => (
            <th scope="col" key={r.name}>
              {r.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{w.run}</th>
          {rows.map((r) => (
            <td
              key={r.name}
              data-figure={`rate-${r.name}`}
              class={r.settling ? 'settling' : ''}
              title={r.settling ? w.settling : undefined}
            >
              {rateText(r.run)}
              <Bar share={(r.run ?? 0) / most} colour={r.colour} />
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{w.published}</th>
          {rows.map((r) => (
            <td key={r.name}>
              {rateText(r.rate)}
              <Bar share={r.rate / most} colour={colours.faint} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** Hundredths up to 100 Hz, the cells of this table are narrow. */
const rateText = (hz: number | undefined): string => (hz === undefined ? '–' : hz.toFixed(hz < 99.995 ? 2 : 0));

/** As long as the rate is high, to the full width at the highest published one. */
function Bar({ share, colour }: { share: number; colour: string }) {
  return <span class="published-bar" style={{ width: `${100 * Math.min(1, share)}%`, background: colour }} />;
}

/** The family as small multiples. */

import { lifRate, qifInterval } from '../../../../index.ts';
import { extent } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import { counted } from '../../../../numbers/sentences.ts';
import { presetByName } from '../../../../presets/index.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { Chart } from '../../../plots/chart/chart.tsx';
import type { Curve } from '../../../plots/chart/curve.ts';
import { unitText } from '../../../quantity-text.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import type { DrawnFamilyPart, DrawnMember } from '../worker/lif-tasks.ts';
import { measured, type PanelView, Plot, theory } from './plot.tsx';
import { unit } from './units.ts';

const families = [
  { name: 'types', title: 'leaky, quadratic, exponential' },
  { name: 'adex', title: 'AdEx, 8 patterns' },
  { name: 'izhikevich', title: 'Izhikevich, 7 patterns' },
] as const;

export function FamilyView({ room, values }: PanelView) {
  const { family } = room.choice.value;
  useAsk(room.family, { family, factor: values['factor'] ?? 1 });
  const parts = room.family.parts.value;
  const members = parts.flatMap((part) => (part.kind === 'member' ? [part.member] : []));
  return (
    <>
      <div class="lif-choice">
        <Choices name="family" options={families} chosen={family} onChoose={(name) => room.change({ family: name })} />
      </div>
      <div class={`lif-multiples ${family}`}>
        {members.map((member) => (
          <Member key={member.name} member={member} />
        ))}
      </div>
      {family === 'types' ? <Rates parts={parts} /> : null}
    </>
  );
}

function Member({ member }: { member: DrawnMember }) {
  const { title, trace, duration, spikes, current } = member;
  const [least, most] = extent([trace.y]) ?? [-80, 20];
  const [low, high] = [Math.min(-80, 10 * Math.floor(least / 10)), Math.max(0, 10 * Math.ceil(most / 10))];
  return (
    <section class="lif-member" aria-label={title} data-member={member.name}>
      <h3>
        {title}
        <span class="faint">
          {unitText(current).replace('-', '−')}, {counted(spikes, 'spike')}
        </span>
      </h3>
      <Chart
        name={`${title}: voltage against time, ${spikes} spikes in ${duration} ms`}
        x={{ title: 't (ms)', low: 0, high: duration }}
        y={{ title: 'V (mV)', low, high }}
        curves={[{ key: 'V', name: title, colour: 'var(--hue-1)', width: 1.2, x: trace.x, y: trace.y }]}
      />
    </section>
  );
}

const looks = {
  lif: { colour: 'var(--hue-1)', marker: 'circle', title: 'leaky' },
  qif: { colour: 'var(--hue-2)', marker: 'triangle', title: 'quadratic' },
  eif: { colour: 'var(--hue-3)', marker: 'diamond', title: 'exponential' },
} as const;

/** Rates measured, over the closed forms that exist: the exponential cell has none. */
function Rates({ parts }: { parts: readonly DrawnFamilyPart[] }) {
  const I = evenly(10, 600, 400);
  const own = (name: string) => Object.fromEntries(presetByName(name).parameters.map((p) => [p.name, p.value]));
  const q = own('qif') as unknown as Parameters<typeof qifInterval>[0];
  const curves: Curve[] = parts.flatMap((part) =>
    part.kind === 'curve'
      ? [
          {
            key: part.name,
            name: `${looks[part.name as keyof typeof looks].title}, measured`,
            ...measured,
            ...looks[part.name as keyof typeof looks],
            x: part.points.x,
            y: part.points.y,
          },
        ]
      : [],
  );
  return (
    <Plot
      title="rates of the three"
      name="firing rate against current of the leaky, quadratic and exponential cell"
      x={unit('I (pA)').axis(0, 600, 0)}
      y={unit('rate (Hz)').axis(0, 140, 1)}
      curves={[
        ...curves,
        { key: 'lif-theory', name: 'closed form', ...theory, x: I, y: I.map((v) => lifRate(cellFrom(own('lif')), v)) },
        {
          key: 'qif-theory',
          name: 'closed form',
          quiet: true,
          ...theory,
          x: I,
          y: I.map((v) => 1000 / qifInterval(q, v)),
        },
      ]}
    />
  );
}

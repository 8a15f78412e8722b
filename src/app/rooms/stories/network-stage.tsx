/** A network that runs beside the text: raster, rates, its figures, and the parameters that the section lets one turn. */
import { useSignal } from '@preact/signals';
import { useCallback, useRef } from 'preact/hooks';
import type { StorySection, StoryText } from '../../../studies/measure.ts';
import { Icon } from '../../controls/icon.tsx';
import { ParameterRow } from '../../controls/parameter-row.tsx';
import { readParameter } from '../../entries.ts';
import { Raster } from '../../plots/raster/raster.tsx';
import { presetOf } from '../../run/experiment.ts';
import { writeAddress } from '../../run/experiment-address.ts';
import { rateText, timeText } from '../../run/figures.ts';
import { StageNotice } from '../../run/notices.tsx';
import { Published } from '../../run/published.tsx';
import { RateView } from '../../run/rate-view.tsx';
import type { Session } from '../../run/session.ts';
import { experimentOf, keyOf, type StoryReader } from './reader.ts';
import type { StoryWords } from './words.ts';

interface NetworkStageProps {
  readonly reader: StoryReader;
  readonly section: StorySection;
  readonly text: StoryText;
  readonly words: StoryWords;
}

export function NetworkStage({ reader, section, text, words }: NetworkStageProps) {
  const { session } = reader;
  const hover = useSignal('');
  const onHover = useCallback(
    (text: string) => {
      hover.value = text;
    },
    [hover],
  );
  const { stage } = section;
  if (stage.kind !== 'network') return null;
  const experiment = session.experiment.value;
  const { published } = presetOf(experiment);
  const own = keyOf(experiment) === keyOf(experimentOf(stage));
  return (
    <div class="network-stage">
      <div class="raster-frame">
        <Raster session={session} onHover={onHover} picking={false} />
        <StageNotice session={session} />
      </div>
      <RateView session={session} />
      <Figures session={session} rates={published === undefined} />
      {published === undefined ? null : <Published session={session} published={published} />}
      <div class="turn">
        {stage.turn.map((name) => (
          <Turn key={name} session={session} name={name} label={text.parameters[name]} />
        ))}
      </div>
      <p class="stage-foot">
        <button type="button" class="button" onClick={() => reader.show(stage, true)}>
          <Icon name="reset" />
          {words.again}
        </button>
        <a href={writeAddress({ ...experiment, backend: 'best' })}>{words.openNetwork}</a>
        <span class="faint">{own ? hover.value : words.yours}</span>
      </p>
    </div>
  );
}

/** `rates`: whether those of E and I are among them. */
function Figures({ session, rates }: { session: Session; rates: boolean }) {
  const s = session.statistics.value;
  const d = session.record.value?.description;
  const rate = (name: string): string => {
    const index = d?.groups.findIndex((g) => g.name === name) ?? -1;
    const hz = s?.rates[index];
    return hz === undefined ? '–' : `${rateText(hz)} Hz`;
  };
  const number = (value: number | undefined): string =>
    value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(2);
  return (
    <p class="stage-figures" data-figure="stage">
      <span>{timeText(session.view.now.value, d?.dt ?? 0.1)}</span>
      {rates ? <span>E {rate('E')}</span> : null}
      {rates ? <span>I {rate('I')}</span> : null}
      <span>CV {number(s?.cv)}</span>
      <span>χ {number(s?.synchrony)}</span>
    </p>
  );
}

/** One slider; a change runs the network anew. */
function Turn({ session, name, label }: { session: Session; name: string; label: string | undefined }) {
  const waiting = useRef(0);
  const preset = presetOf(session.experiment.value);
  const parameter = preset.parameters.find((p) => p.name === name);
  if (parameter === undefined) return null;
  const change = (value: number, dragging: boolean) => {
    clearTimeout(waiting.current);
    const act = () => {
      const experiment = session.experiment.peek();
      session.open({ ...experiment, values: { ...experiment.values, [name]: value } });
    };
    // A network for every pixel of a drag would be waste.
    if (dragging) waiting.current = window.setTimeout(act, 150);
    else act();
  };
  return (
    <ParameterRow
      parameter={label === undefined ? parameter : { ...parameter, label }}
      value={session.experiment.value.values[name] ?? parameter.value}
      read={(text) => readParameter(parameter, text)}
      onChange={change}
      onSettle={() => {}}
    />
  );
}

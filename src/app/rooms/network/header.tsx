/** The top line: what runs, the controls of the run, and where it is. */
import { type Signal, useComputed } from '@preact/signals';
import { Icon } from '../../controls/icon.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import { networkPresets } from '../../network-presets.ts';
import { followLimit } from '../../plots/time-view.ts';
import { defaultExperiment, presetOf } from '../../run/experiment.ts';
import { realTime, timeText } from '../../run/figures.ts';
import './run-progress.css';
import type { Session } from '../../run/session.ts';

export function Header({ session, drawer }: { session: Session; drawer: Signal<boolean> }) {
  const phase = session.phase.value;
  const experiment = session.experiment.value;
  const running = phase === 'running';
  const still = phase === 'paused' || phase === 'finished';
  return (
    <RoomHeader
      room="network"
      drawer={drawer}
      subject={
        <select
          class="preset"
          aria-label="network"
          value={experiment.preset}
          onChange={(event) => {
            const preset = networkPresets.find((p) => p.name === event.currentTarget.value);
            if (preset !== undefined)
              session.open({ ...defaultExperiment(preset), backend: session.experiment.peek().backend });
          }}
        >
          {experiment.document === undefined ? null : (
            <option value={experiment.preset}>{presetOf(experiment).title}</option>
          )}
          {networkPresets.map((p) => (
            <option key={p.name} value={p.name}>
              {p.title}
            </option>
          ))}
        </select>
      }
    >
      <fieldset class="transport" aria-label="run control">
        <button type="button" class="button run" disabled={phase === 'opening'} onClick={() => session.toggle()}>
          <Icon name={running ? 'pause' : 'run'} />
          <span class="button-text">{running ? 'Pause' : phase === 'finished' ? 'Continue' : 'Run'}</span>
        </button>
        <button type="button" class="button" disabled={!still} onClick={() => session.step()} title="one step of dt">
          <Icon name="step" />
          <span class="button-text">Step</span>
        </button>
        <button
          type="button"
          class="button"
          disabled={phase === 'opening'}
          onClick={() => session.reset()}
          title="back to 0 ms"
        >
          <Icon name="reset" />
          <span class="button-text">Reset</span>
        </button>
      </fieldset>
      <Clock session={session} />
    </RoomHeader>
  );
}

/** Apart from the header, so that only this is drawn anew with every block. */
function Clock({ session }: { session: Session }) {
  const time = useComputed(() => timeText(session.view.now.value, session.record.value?.dt ?? 0.1));
  const factor = useComputed(() => realTime(session));
  return (
    <p class="clock">
      <span class="clock-time" data-figure="time">
        <i>t</i> = {time}
        <RunProgress session={session} />
      </span>
      <span class="clock-factor">{factor}</span>
    </p>
  );
}

/** How far a run is that does not fit on one time axis: a line under the time, so that nothing moves. */
function RunProgress({ session }: { session: Session }) {
  const percent = useComputed(() => {
    const { now, until } = session.view;
    return Math.floor((100 * now.value) / until.value);
  });
  if (session.view.until.value <= followLimit) return null;
  const text = `${percent.value} % of ${session.view.until.value / 1000} s`;
  return <progress class="run-progress" max={100} value={percent.value} aria-label="run" title={text} />;
}

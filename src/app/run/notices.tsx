/** What the page has to say: over the raster what keeps it empty or ended it, in the line at the foot what is good to know. */

import { clusterCommand, type Description, type Experiment } from '../../live/index.ts';
import { useLanguage } from '../language.ts';
import './notices.css';
import { comparisonOf } from './expected.ts';
import { presetOf, standardOf } from './experiment.ts';
import { noticeWords } from './notice-words.ts';
import type { Session } from './session.ts';

/** Opening, failed, blown up, device lost: each where it is seen. */
export function StageNotice({ session }: { session: Session }) {
  const failure = session.failure.value;
  const progress = session.progress.value;
  const phase = session.phase.value;
  const w = noticeWords[useLanguage()];
  if (failure !== undefined) {
    const heading = w.headings[failure.kind];
    const advice = w.advice[failure.kind];
    // Messages of the simulator are in English, and begin with the heading of a run that blew up.
    const message = failure.message.replace(`${noticeWords.en.headings[failure.kind]}: `, '');
    return (
      <div class="notice" role="alert">
        <h2>{heading}</h2>
        <pre class="notice-text" lang="en">
          {message}
        </pre>
        {advice === undefined ? null : <p>{advice}</p>}
        {failure.tooLarge ? (
          <>
            <p>
              <strong>{w.cluster}</strong> {w.clusterAdvice}
            </p>
            <pre class="notice-command" lang="en">
              {commandOf(session.experiment.value)}
            </pre>
          </>
        ) : null}
        <p class="notice-choices">
          {failure.remedy === 'procedural' ? (
            <button
              type="button"
              class="button"
              onClick={() => session.open({ ...session.experiment.peek(), connectivity: 'procedural' })}
            >
              {w.unstored}
            </button>
          ) : null}
          <button type="button" class="button" onClick={() => session.open(session.experiment.peek())}>
            {failure.kind === 'stopped' ? w.buildAgain : w.again}
          </button>
          {failure.kind === 'stopped' && session.before.value !== undefined ? (
            <button type="button" class="button" onClick={() => session.back()}>
              {w.before}
            </button>
          ) : null}
        </p>
      </div>
    );
  }
  if (progress === undefined || (phase !== 'opening' && (progress.stage === 'build' || progress.stage === 'compile')))
    return null;
  const percent = Math.round(100 * progress.fraction);
  return (
    <div class={phase === 'opening' ? 'notice slim' : 'notice slim low'} role="status">
      <label>
        {w.stages[progress.stage]} <progress max={100} value={percent} /> <span class="percent">{percent} %</span>
      </label>
      {phase === 'opening' || progress.stage === 'replay' ? (
        <button type="button" class="button small notice-stop" onClick={() => session.stop()}>
          {w.stop}
        </button>
      ) : null}
    </div>
  );
}

function commandOf(experiment: Experiment): string {
  const preset = presetOf(experiment);
  return clusterCommand(experiment, preset, standardOf(experiment, preset));
}

/** One line of fixed height. */
export function StatusLine({ session, refused }: { session: Session; refused: readonly string[] }) {
  const description = session.record.value?.description;
  const verdict = comparisonOf(session).value;
  const text =
    session.refusal.value ??
    (refused.length > 0
      ? refused.join(' ')
      : (session.notice.value ?? verdict?.sentence ?? adapterNotice(description)));
  const urgent = session.refusal.value !== undefined || refused.length > 0 || verdict?.same === false;
  return (
    <div class={urgent ? 'status urgent' : 'status'} role="status" aria-live="polite" title={text}>
      {text}
    </div>
  );
}

/** Plain words on what computes, where it is not a graphics card. */
function adapterNotice(d: Description | undefined): string {
  if (d === undefined) return '';
  if (d.backend === 'webgpu' && d.software) {
    return `The adapter (${d.adapter}) emulates WebGPU on the processor. The spikes are right; the backend ‘best’ takes what is fastest.`;
  }
  return d.choice;
}

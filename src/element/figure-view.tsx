/** What an element shows: plots of its run, one line of controls above, one of words below. */
import { useComputed, useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useCallback } from 'preact/hooks';
import { Icon } from '../app/controls/icon.tsx';
import { LanguageContext, useLanguage } from '../app/language.ts';
import { PaletteContext } from '../app/plots/palette.ts';
import { Raster } from '../app/plots/raster/raster.tsx';
import { cellLink } from '../app/run/cell-link.ts';
import { comparisonOf } from '../app/run/expected.ts';
import { presetOf } from '../app/run/experiment.ts';
import { timeText } from '../app/run/figures.ts';
import { Lazy } from '../app/run/lazy.tsx';
import { StageNotice } from '../app/run/notices.tsx';
import type { Session } from '../app/run/session.ts';
import type { Figure } from './figure.ts';
import type { ElementView } from './options.ts';
import { elementWords } from './words.ts';

interface PlotProps {
  readonly session: Session;
}

/** Line plots are loaded where one is shown: a raster does without them. */
const loaders: Readonly<Record<'rates' | 'voltages', () => Promise<FunctionComponent<PlotProps>>>> = {
  rates: async () => (await import('../app/run/rate-view.tsx')).RateView,
  voltages: async () => (await import('../app/run/trace-view.tsx')).TraceView,
};

/** Shares of the height. */
const shares: Readonly<Record<ElementView, string>> = {
  raster: 'minmax(0, 3fr)',
  rates: 'minmax(56px, 1.2fr)',
  voltages: 'minmax(100px, 2fr)',
};

export function FigureView({ figure }: { figure: Figure }) {
  const { views, height, language, bare } = figure.options.value;
  const session = figure.session.value;
  const words = elementWords[language];
  return (
    <LanguageContext.Provider value={language}>
      <PaletteContext.Provider value={figure.palette}>
        <section class={bare ? 'figure bare' : 'figure'} aria-label={figure.title.value || 'Galvani'} lang={language}>
          {bare ? null : <Head figure={figure} />}
          <div
            class="figure-plots"
            style={{ height: `${height}px`, gridTemplateRows: views.map((view) => shares[view]).join(' ') }}
          >
            {session === undefined ? (
              <div class="figure-still" style={{ gridRow: '1 / -1' }}>
                {figure.problem.value === undefined ? <slot /> : <Problem figure={figure} />}
                {figure.reading.value ? <p role="status">{words.reading}</p> : null}
              </div>
            ) : (
              <Plots session={session} views={views} figure={figure} />
            )}
          </div>
          {bare ? null : <Foot figure={figure} />}
        </section>
      </PaletteContext.Provider>
    </LanguageContext.Provider>
  );
}

function Problem({ figure }: { figure: Figure }) {
  const words = elementWords[useLanguage()];
  return (
    <div class="notice" role="alert">
      <strong>{words.cannot}</strong>
      <pre class="notice-text" lang="en">
        {figure.problem.value}
      </pre>
    </div>
  );
}

function Plots({ session, views, figure }: PlotProps & { views: readonly ElementView[]; figure: Figure }) {
  const onHover = useCallback(
    (text: string) => {
      figure.hover.value = text;
    },
    [figure],
  );
  return (
    <>
      {views.map((view) =>
        view === 'raster' ? (
          <div class="raster-frame" key={view}>
            <Raster session={session} onHover={onHover} picking={views.includes('voltages')} inspecting={false} />
          </div>
        ) : (
          <Lazy key={view} load={loaders[view]} props={{ session }} />
        ),
      )}
      <StageNotice session={session} />
    </>
  );
}

function Head({ figure }: { figure: Figure }) {
  const words = elementWords[useLanguage()];
  const phase = figure.session.value?.phase.value;
  const label = phase === 'running' ? words.pause : phase === 'finished' ? words.more : words.run;
  return (
    <div class="figure-head">
      <p class="figure-title">{figure.title}</p>
      <fieldset class="transport" aria-label={words.control}>
        <button
          type="button"
          class="button run"
          disabled={phase === 'opening' || figure.reading.value}
          onClick={() => figure.toggle()}
        >
          <Icon name={phase === 'running' ? 'pause' : 'run'} />
          {label}
        </button>
        <button
          type="button"
          class="button"
          disabled={phase === undefined || phase === 'opening'}
          aria-label={words.reset}
          title={words.reset}
          onClick={() => figure.reset()}
        >
          <Icon name="reset" />
        </button>
      </fieldset>
      <Clock figure={figure} />
    </div>
  );
}

function Clock({ figure }: { figure: Figure }) {
  const text = useComputed(() => {
    const session = figure.session.value;
    return session === undefined ? '' : timeText(session.view.now.value, session.record.value?.dt ?? 0.1);
  });
  return (
    <span class="figure-time" data-figure="time">
      {text}
    </span>
  );
}

function Foot({ figure }: { figure: Figure }) {
  const session = figure.session.value;
  const words = elementWords[useLanguage()];
  return (
    <div class="figure-foot">
      <output class="readout">{figure.hover}</output>
      {session === undefined ? null : <Badge key={session} session={session} />}
      {session === undefined ? null : <Told session={session} figure={figure} />}
      {figure.page === undefined || session === undefined ? null : (
        <PageLink session={session} page={figure.page} text={words.open} />
      )}
    </div>
  );
}

function PageLink({ session, page, text }: PlotProps & { page: string; text: string }) {
  const address = useSignal(page);
  const dendrites = presetOf(session.experiment.value).dendrites === true;
  const hash = () => (dendrites ? cellLink(session.begun(), session.plan()) : session.address());
  // The room for cells with dendrites does not take all that runs here.
  if (dendrites && hash() === undefined) return null;
  // The address holds the whole experiment; it is written when somebody is about to follow it.
  const write = () => {
    address.value = page + (hash() ?? '');
  };
  return (
    <a href={address.value} target="_blank" rel="noreferrer" onPointerEnter={write} onFocus={write} onClick={write}>
      {text}
    </a>
  );
}

/** Whether the spikes are those that were published. */
function Badge({ session }: PlotProps) {
  const verdict = useComputed(() => comparisonOf(session).value).value;
  const words = elementWords[useLanguage()];
  if (verdict?.same === undefined) return null;
  return (
    <span
      class={verdict.same ? 'badge same' : 'badge other'}
      role="status"
      title={verdict.same ? words.sameMeans : verdict.sentence}
    >
      {verdict.same ? words.same : words.other}
    </span>
  );
}

/** What was refused, or is good to know. */
function Told({ session, figure }: PlotProps & { figure: Figure }) {
  const refused = [...figure.refused.value, ...(session.refusal.value === undefined ? [] : [session.refusal.value])];
  const text = refused.length > 0 ? refused.join(' ') : (session.notice.value ?? '');
  if (text === '') return null;
  return (
    <span class={refused.length > 0 ? 'figure-told urgent' : 'figure-told'} role="status">
      {text}
    </span>
  );
}

/** The figures of the run in one quiet block of fixed places. */
import { useSignal } from '@preact/signals';
import type { ExportKind } from '../../../live/index.ts';
import { grouped } from '../../../numbers/grouped.ts';
import { Icon } from '../../controls/icon.tsx';
import { presetOf } from '../../run/experiment.ts';
import { rateText, realTime, rough, timeText } from '../../run/figures.ts';
import { Lazy } from '../../run/lazy.tsx';
import type { Session } from '../../run/session.ts';

interface FigureProps {
  readonly name: string;
  readonly title: string;
  readonly figure?: string;
  readonly settling?: boolean;
  /** A dash stands for what is not known. */
  readonly text: string | undefined;
}

function Figure({ name, title, figure, settling = false, text }: FigureProps) {
  return (
    <div class={settling ? 'figure settling' : 'figure'} title={settling ? `${title}; still settling` : title}>
      <dt>
        {name}
        {settling ? <span class="settling-mark"> settling</span> : null}
      </dt>
      <dd data-figure={figure}>{text || none}</dd>
    </div>
  );
}

const none = '–';
const twoDigits = (value: number | undefined) => (Number.isFinite(value) ? value!.toFixed(2) : undefined);

export function Numbers({ session }: { session: Session }) {
  const sharing = useSignal(false);
  const onClose = () => {
    sharing.value = false;
  };
  const s = session.statistics.value;
  const d = session.record.value?.description;
  const rate = (name: string) => {
    const index = d?.groups.findIndex((g) => g.name === name && g.role === 'cells') ?? -1;
    return { index, hz: s?.rates[index], settling: s?.settling.rates[index] ?? false };
  };
  const { published } = presetOf(session.experiment.value);
  const named = published
    ? []
    : d?.groups.some((g) => g.name === 'E')
      ? ['E', 'I']
      : (d?.groups
          .filter((g) => g.role === 'cells')
          .slice(0, 2)
          .map((g) => g.name) ?? ['E', 'I']);
  const touched = session.done.value.length;
  /** What the figures are of. */
  const span =
    s === undefined || s.from === 0 || d === undefined
      ? 'over the run so far'
      : `since ${timeText(s.from * d.dt, d.dt)}`;
  return (
    <section class="numbers" aria-label="figures of the run">
      {s === undefined || s.from === 0 || d === undefined ? null : (
        <p class="numbers-span">since {timeText(s.from * d.dt, d.dt)}</p>
      )}
      {published === undefined ? null : <Lazy load={publishedRates} props={{ session, published }} />}
      <dl>
        {named.map((name) => {
          const { hz, settling } = rate(name);
          return (
            <Figure
              key={name}
              name={`rate ${name}`}
              title={`mean rate per cell of ${name} ${span}`}
              figure={`rate-${name}`}
              settling={settling}
              text={hz === undefined ? undefined : `${rateText(hz)} Hz`}
            />
          );
        })}
        <Figure
          name="ISI CV"
          figure="cv"
          title={`coefficient of variation of the intervals between spikes, mean over cells, ${span}`}
          settling={s?.settling.cv ?? false}
          text={twoDigits(s?.cv)}
        />
        <Figure
          name="silent"
          figure="silent"
          title={`share of cells without a spike ${span}`}
          text={s && `${(100 * s.silent).toFixed(0)} %`}
        />
        <Figure
          name="synchrony"
          figure="synchrony"
          title={`synchrony of the spike trains ${span}: 0 asynchronous, 1 all cells together`}
          settling={s?.settling.synchrony ?? false}
          text={twoDigits(s?.synchrony)}
        />
        <Figure name="spikes" figure="spikes" title="spikes so far" text={s && grouped(`${s.spikes}`)} />
        <Figure
          name="speed"
          figure="speed"
          title="integration steps per second of waiting"
          text={s && `${rough(s.stepsPerSecond)} steps/s`}
        />
        <Figure name="pace" figure="pace" title="biological time per wall time" text={realTime(session)} />
        <Figure name="backend" figure="backend" title={d?.choice ?? 'what computes'} text={d?.backend} />
        <Figure name="adapter" figure="adapter" title={d?.adapter ?? 'what computes'} text={d?.adapter} />
        <Figure name="seed" figure="seed" title="seed of all random numbers" text={d && `${d.seed}`} />
        <Figure
          name={touched > 0 ? 'hash, touched' : 'spike hash'}
          figure="hash"
          title={hashTitle(s?.hash, touched)}
          text={s?.hash?.slice(0, 12)}
        />
      </dl>
      <div class="downloads">
        <Download session={session} kind="spikes.csv" label="Spikes CSV" title="the spikes so far: time_ms, neuron" />
        <button
          type="button"
          class="button"
          title="link, hash, files, figure, methods, script, record"
          onClick={() => (sharing.value = true)}
        >
          <Icon name="share" />
          Share and cite
        </button>
      </div>
      {sharing.value ? <Lazy load={shareView} props={{ session, onClose }} /> : null}
    </section>
  );
}

const publishedRates = async () => (await import('../../run/published.tsx')).Published;
const shareView = async () => (await import('./share/share-view.tsx')).ShareView;

interface DownloadProps {
  readonly session: Session;
  readonly kind: ExportKind;
  readonly label: string;
  readonly title: string;
}

function Download({ session, kind, label, title }: DownloadProps) {
  const none = (session.statistics.value?.spikes ?? 0) === 0;
  return (
    <button type="button" class="button" disabled={none} title={title} onClick={() => session.download(kind)}>
      <Icon name="download" />
      {label}
    </button>
  );
}

function hashTitle(hash: string | undefined, touched: number): string {
  const what = 'SHA-256 of all spikes (step, neuron): equal hashes, equal runs';
  const note = touched > 0 ? `. The link holds what was done while it ran (${touched})` : '';
  return hash === undefined ? `${what}; told when the run stands` : `${what}${note}\n${hash}`;
}

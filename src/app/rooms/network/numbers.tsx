/** The figures of the run in one quiet block of fixed places. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../controls/icon.tsx';
import { grouped } from '../../plots/ticks.ts';
import type { ExportKind } from '../../worker/messages.ts';
import { rateText, realTime, rough } from './figures.ts';
import { Lazy } from './lazy.tsx';
import type { Session } from './session.ts';

interface FigureProps {
  readonly name: string;
  readonly title: string;
  readonly figure?: string;
  readonly settling?: boolean;
  readonly children: ComponentChildren;
}

function Figure({ name, title, figure, settling = false, children }: FigureProps) {
  return (
    <div class={settling ? 'figure settling' : 'figure'} title={settling ? `${title}; still settling` : title}>
      <dt>
        {name}
        {settling ? <span class="settling-mark"> settling</span> : null}
      </dt>
      <dd data-figure={figure}>{children}</dd>
    </div>
  );
}

const none = '–';

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
  const named = d?.groups.some((g) => g.name === 'E')
    ? ['E', 'I']
    : (d?.groups
        .filter((g) => g.role === 'cells')
        .slice(0, 2)
        .map((g) => g.name) ?? ['E', 'I']);
  const touched = session.done.value.length;
  return (
    <section class="numbers" aria-label="figures of the run">
      <dl>
        {named.map((name) => {
          const { hz, settling } = rate(name);
          return (
            <Figure
              key={name}
              name={`rate ${name}`}
              title={`mean rate per cell of ${name} over the run so far`}
              figure={`rate-${name}`}
              settling={settling}
            >
              {hz === undefined ? none : `${rateText(hz)} Hz`}
            </Figure>
          );
        })}
        <Figure
          name="ISI CV"
          figure="cv"
          title="coefficient of variation of the intervals between spikes, mean over cells"
          settling={s?.settling.cv ?? false}
        >
          {s === undefined || !Number.isFinite(s.cv) ? none : s.cv.toFixed(2)}
        </Figure>
        <Figure name="silent" figure="silent" title="share of cells without a spike so far">
          {s === undefined ? none : `${(100 * s.silent).toFixed(0)} %`}
        </Figure>
        <Figure
          name="synchrony"
          figure="synchrony"
          title="synchrony of the spike trains: 0 asynchronous, 1 all cells together"
          settling={s?.settling.synchrony ?? false}
        >
          {s === undefined || !Number.isFinite(s.synchrony) ? none : s.synchrony.toFixed(2)}
        </Figure>
        <Figure name="spikes" figure="spikes" title="spikes so far">
          {s === undefined ? none : grouped(`${s.spikes}`)}
        </Figure>
        <Figure name="speed" figure="speed" title="integration steps per second of waiting">
          {s === undefined ? none : `${rough(s.stepsPerSecond)} steps/s`}
        </Figure>
        <Figure name="pace" figure="pace" title="biological time per wall time">
          {realTime(session) || none}
        </Figure>
        <Figure name="backend" figure="backend" title={d?.choice ?? 'what computes'}>
          {d === undefined ? none : d.backend}
        </Figure>
        <Figure name="adapter" figure="adapter" title={d?.adapter ?? 'what computes'}>
          {d === undefined ? none : d.adapter}
        </Figure>
        <Figure name="seed" figure="seed" title="seed of all random numbers">
          {d === undefined ? none : `${d.seed}`}
        </Figure>
        <Figure name={touched > 0 ? 'hash, touched' : 'spike hash'} figure="hash" title={hashTitle(s?.hash, touched)}>
          {s?.hash === undefined ? none : s.hash.slice(0, 12)}
        </Figure>
      </dl>
      <div class="downloads">
        <Download session={session} kind="spikes.csv" label="Spikes CSV" title="the spikes so far: time_ms, neuron" />
        <button
          type="button"
          class="button"
          title="link, hash, files, figure, methods, script, record"
          onClick={() => {
            sharing.value = true;
          }}
        >
          <Icon name="share" />
          Share and cite
        </button>
      </div>
      {sharing.value ? <Lazy load={shareView} props={{ session, onClose }} /> : null}
    </section>
  );
}

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

/** Share and cite: the link that holds everything, the hash that proves it, and the run as files. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { buildName } from '../../../../export/build.ts';
import { type ClusterEngine, clusterEngines } from '../../../../export/cluster/engine.ts';
import { commandsFor } from '../../../../export/cluster/readme.ts';
import type { ExportKind } from '../../../../live/index.ts';
import { Icon } from '../../../controls/icon.tsx';
import type { DocumentKind } from '../../../own/save.ts';
import { comparisonOf, machineOf, why } from '../../../run/expected.ts';
import { presetOf } from '../../../run/experiment.ts';
import type { Session } from '../../../run/session.ts';

interface ShareProps {
  readonly session: Session;
  readonly onClose: () => void;
}

interface Offer {
  readonly kind: ExportKind | DocumentKind;
  readonly label: string;
  readonly title: string;
}

interface OfferGroup {
  readonly name: string;
  readonly offers: readonly Offer[];
  /** Only where weights change with use. */
  readonly plastic?: boolean;
}

const groups: readonly OfferGroup[] = [
  {
    name: 'Spikes',
    offers: [
      { kind: 'spikes.csv', label: 'CSV', title: 'time_ms, neuron' },
      { kind: 'spikes.npz', label: 'NPZ', title: 'for numpy.load: time_ms, neuron, step, dt_ms' },
      { kind: 'spikes.h5', label: 'HDF5', title: 'SONATA spike file, for h5py' },
    ],
  },
  {
    name: 'Traces',
    offers: [
      { kind: 'traces.csv', label: 'CSV', title: 'the picked cells: time_ms, neuron, value' },
      { kind: 'traces.npz', label: 'NPZ', title: 'the picked cells, one array per variable' },
    ],
  },
  {
    name: 'Weights',
    plastic: true,
    offers: [
      {
        kind: 'weights.csv',
        label: 'CSV',
        title: 'plastic synapses: projection, source, target, weight at 0, weight now',
      },
      { kind: 'weights.npz', label: 'NPZ', title: 'the same, four arrays for each projection' },
    ],
  },
  {
    name: 'Figure',
    offers: [
      { kind: 'figure.svg', label: 'SVG', title: 'raster, rates and traces of the window on screen, at print size' },
      { kind: 'figure.png', label: 'PNG', title: 'the same at 300 dots per inch' },
    ],
  },
  {
    name: 'Methods',
    offers: [
      { kind: 'methods.html', label: 'HTML', title: 'a paragraph and tables after Nordlie et al. 2009' },
      { kind: 'methods.md', label: 'Markdown', title: 'a paragraph and tables after Nordlie et al. 2009' },
    ],
  },
  {
    name: 'Experiment',
    offers: [
      {
        kind: 'experiment.yaml',
        label: 'YAML',
        title: 'the experiment as a document: this page opens it, and so does galvani run FILE',
      },
      { kind: 'experiment.json', label: 'JSON', title: 'the same as JSON' },
    ],
  },
  {
    name: 'Again',
    offers: [
      { kind: 'script.mjs', label: 'Script', title: 'a module for Node that runs the same experiment' },
      {
        kind: 'script.py',
        label: 'Brian2',
        title: 'a Python script for Brian2: the same network, drawn by another generator',
      },
      { kind: 'record.json', label: 'Record', title: 'version, commit, parameters, seed, step, adapter, hashes' },
    ],
  },
];

export function ShareView({ session, onClose }: ShareProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const copied = useSignal('');
  useEffect(() => {
    dialog.current!.showModal();
    field.current!.select();
  }, []);
  const statistics = session.statistics.value;
  const description = session.record.value?.description;
  const preset = presetOf(session.experiment.value);
  const verdict = comparisonOf(session).value;
  const link = shareLink(session);
  const citation = `${buildName()}. ${preset.title}${preset.reference === undefined ? '' : `, after ${preset.reference}`}.`;
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = `${what} copied.`;
    } catch {
      field.current!.select();
      copied.value = 'The browser did not let it be copied; it is selected, press Ctrl + C.';
    }
  };
  const none = (statistics?.spikes ?? 0) === 0;
  const touched = session.done.value.length;
  const learns = (description?.plastic.length ?? 0) > 0;
  const offered = groups.filter(({ plastic = false }) => learns || !plastic);
  return (
    <dialog class="share" ref={dialog} aria-labelledby="share-title" onClose={onClose} {...{ closedby: 'any' }}>
      <div class="share-body">
        <h2 id="share-title">Share and cite</h2>
        <button type="button" class="bare share-close" aria-label="close" onClick={() => dialog.current!.close()}>
          <Icon name="close" />
        </button>
        <div class="share-line">
          <label for="share-link">link</label>
          <input id="share-link" class="field" type="text" readOnly value={link} ref={field} />
          <button type="button" class="button small" onClick={() => void copy(link, 'Link')}>
            Copy link
          </button>
        </div>
        <p class="hint">
          It holds the model, all parameters, the seed and the view
          {touched === 0 ? '' : `, and what was done while it ran (${touched})`}: whoever opens it sees the same spikes.
        </p>
        <dl class="share-facts">
          <dt>spike hash</dt>
          <dd class="share-hash">{statistics?.hash ?? 'told when the run stands'}</dd>
          <dt>computed by</dt>
          <dd>{description === undefined ? '–' : machineOf(description)}</dd>
        </dl>
        {verdict === undefined ? null : (
          <p class={verdict.same === false ? 'share-verdict differs' : 'share-verdict'} role="status">
            {verdict.sentence}
          </p>
        )}
        {verdict?.same === false ? null : (
          <details class="share-why">
            <summary>When would it differ?</summary>
            <p>{why}</p>
          </details>
        )}
        <ul class="share-files" aria-label="files">
          {offered.map(({ name, offers }) => (
            <li key={name}>
              <span class="share-group">{name}</span>
              {offers.map(({ kind, label, title }) => (
                <button
                  key={kind}
                  type="button"
                  class="button small"
                  aria-label={`${name} as ${label}`}
                  title={title}
                  disabled={
                    description === undefined ||
                    (none && name !== 'Methods' && name !== 'Again' && name !== 'Experiment')
                  }
                  onClick={() => session.download(kind)}
                >
                  <Icon name="download" />
                  {label}
                </button>
              ))}
            </li>
          ))}
        </ul>
        <Cluster session={session} disabled={description === undefined} />
        <div class="share-line">
          <span class="share-label">cite as</span>
          <p class="share-cite">{citation}</p>
          <button type="button" class="button small" onClick={() => void copy(citation, 'Citation')}>
            Copy
          </button>
        </div>
        <p class="hint" role="status">
          {copied.value || session.refusal.value}
        </p>
      </div>
    </dialog>
  );
}

const engineTitles: Readonly<Record<ClusterEngine, string>> = { nest: 'NEST', neuron: 'NEURON' };

/** The run as a folder for the engines of clusters, and what is typed there. */
function Cluster({ session, disabled }: { readonly session: Session; readonly disabled: boolean }) {
  const engine = useSignal<ClusterEngine>('neuron');
  const { seed } = session.experiment.value;
  const stem = `${presetOf(session.experiment.value).name}-seed${seed}-${engine.value}`;
  return (
    <details class="share-why share-cluster">
      <summary>Continue on a cluster</summary>
      <p>
        The same network on NEURON or NEST, on as many cores as they get, with the spikes of the backend ‘reference’,
        which computes in 64 bits: the folder compares the first 20 ms with it before it continues. Both come by pip; a
        C++ compiler is needed.
      </p>
      <div class="share-line">
        {clusterEngines.map((name) => (
          <button
            key={name}
            type="button"
            class="button small"
            aria-label={`Folder for ${engineTitles[name]}`}
            aria-pressed={engine.value === name}
            disabled={disabled}
            onClick={() => {
              engine.value = name;
              session.download(`${name}.zip`);
            }}
          >
            <Icon name="download" />
            {engineTitles[name]}
          </button>
        ))}
      </div>
      <pre class="share-commands">{commandsFor(engine.value, stem).join('\n')}</pre>
      <p>
        Drop results/spikes.npz on this page, and it says whether they are equal to what you saw. On backends other than
        ‘reference’ they part in time, as a chaotic network does in 32 bits.
      </p>
    </details>
  );
}

/** The address of what is seen, with the hash of its spikes if the run stands. */
export function shareLink(session: Session): string {
  const base = location.href.split('#')[0]!;
  const statistics = session.statistics.value;
  const description = session.record.value?.description;
  const stands = session.phase.value === 'finished' || session.phase.value === 'paused';
  const expected =
    stands && statistics?.hash !== undefined && description !== undefined
      ? { hash: statistics.hash.slice(0, 16), steps: statistics.steps, on: machineOf(description) }
      : undefined;
  return base + session.address(expected);
}

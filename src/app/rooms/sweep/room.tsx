/** The Sweep room: many networks at once, seen as maps over one or two parameters. */

import { effect, type Signal, signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { grouped } from '../../../numbers/grouped.ts';
import { counted } from '../../../numbers/sentences.ts';
import { type Measure, measuresFor } from '../../../presets/sweeps/measures.ts';
import { examples, planFor, pointsOf, presetOrFirst, type SweepPlan } from '../../../presets/sweeps/plan.ts';
import type { PointOutcome } from '../../../presets/sweeps/run.ts';
import { sweepCsv, valueText } from '../../../presets/sweeps/table.ts';
import { replaceAddress } from '../../address-bar.ts';
import { FailureText } from '../../controls/busy.tsx';
import { Icon } from '../../controls/icon.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import { ScrollTable } from '../../controls/scroll-table.tsx';
import { Choices, Tabs } from '../../controls/tabs.tsx';
import { download } from '../../download.ts';
import { presetOf } from '../../own/registry.ts';
import type { RoomProps } from '../../run/room-props.ts';
import '../../style/rooms.css';
import { readAddress, views, writeAddress } from '../../run/sweep-address.ts';
import { Words } from '../../symbols/words.tsx';
import { CurveMap } from './curve-map.tsx';
import { HeatMap } from './heat-map.tsx';
import { SweepSide, sweepable } from './side.tsx';
import './sweep.css';
import { Sweeper } from './sweeper.ts';
import { type MapPoint, type MapView, mapView, titleOf } from './view.ts';

export function SweepRoom({ refused: unread }: RoomProps) {
  const drawer = useSignal(false);
  const at = useSignal<number | undefined>(undefined);
  const { sweeper, look, refused } = useMemo(() => {
    const address = readAddress(location.hash);
    const refused = signal([...unread, ...address.refused]);
    return { sweeper: new Sweeper(address.plan), look: signal(address.look), refused };
  }, []);
  useEffect(() => {
    const stop = effect(() => replaceAddress(writeAddress(sweeper.plan.value, look.value)));
    if (!sweeper.finished) sweeper.run();
    return () => {
      stop();
      sweeper.dispose();
    };
  }, [sweeper, look]);
  const { show, of } = look.value;
  const plan = sweeper.plan.value;
  const outcomes = sweeper.outcomes();
  const groups = groupsOf(outcomes);
  const rated = groups.includes(of) ? of : (groups[0] ?? 'all');
  const measures = measuresFor(rated);
  const view = mapView(plan, outcomes, sweeper.facts.value?.backend);
  return (
    <div class="room sweep">
      <Header sweeper={sweeper} drawer={drawer} />
      <SweepSide sweeper={sweeper} drawer={drawer} />
      <main class="sweep-stage" id="stage">
        <div class="plot-head">
          <Tabs
            name="views"
            prefix="view"
            panel="sweep-panel"
            options={views}
            chosen={show}
            onChoose={(name) => (look.value = { ...look.peek(), show: name })}
          />
          {groups.length < 2 ? null : (
            <Choices
              name="whose rate"
              options={groups.map((name) => ({ name, title: name === 'all' ? 'rate of all' : `rate of ${name}` }))}
              chosen={rated}
              onChoose={(name) => (look.value = { ...look.peek(), of: name })}
            />
          )}
        </div>
        <div class="sweep-panel" id="sweep-panel" role="tabpanel" aria-labelledby={`view-${show}`}>
          {show === 'maps' ? (
            <Maps view={view} measures={measures} log={plan.x.logarithmic} at={at} sweeper={sweeper} />
          ) : (
            <Table view={view} measures={measures} />
          )}
        </div>
        <FailureText failure={sweeper.failure.value} />
        <p class={refused.value.length === 0 ? 'status' : 'status urgent'} role="status">
          {refused.value.join(' ')}
        </p>
      </main>
    </div>
  );
}

/** Of what has come: the named groups first, as the Network room counts them. */
function groupsOf(outcomes: readonly (PointOutcome | undefined)[]): string[] {
  const first = outcomes.find((o) => o !== undefined && o.measures.length > 0)?.measures[0];
  if (first === undefined) return ['all'];
  const names = Object.keys(first.rates).filter((n) => n !== 'all' && !/\d$/.test(n));
  return [...names, 'all'];
}

function Header({ sweeper, drawer }: { sweeper: Sweeper; drawer: Signal<boolean> }) {
  const plan = sweeper.plan.value;
  const busy = sweeper.busy.value;
  const percent = Math.round(100 * sweeper.fraction.value);
  const example = examples.find((e) => writeAddress(e.plan) === writeAddress(plan));
  return (
    <RoomHeader
      room="sweep"
      drawer={drawer}
      drawerTitle="Axes"
      subject={
        <select
          class="preset"
          aria-label="sweep"
          value={chosenOf(plan, example?.name)}
          onChange={(event) => {
            const [kind, name = ''] = event.currentTarget.value.split(' ');
            const next =
              kind === 'example' ? examples.find((e) => e.name === name)?.plan : planFor(presetOrFirst(name));
            if (next === undefined || kind === 'own') return;
            sweeper.change(next);
            if (!sweeper.finished) sweeper.run();
          }}
        >
          {plan.document === undefined ? null : <option value="own">{presetOf(plan).title}</option>}
          <optgroup label="examples">
            {examples.map((e) => (
              <option key={e.name} value={`example ${e.name}`}>
                {e.title}
              </option>
            ))}
          </optgroup>
          <optgroup label="any preset">
            {sweepable.map((p) => (
              <option key={p.name} value={`preset ${p.name}`}>
                {p.title}
              </option>
            ))}
          </optgroup>
        </select>
      }
    >
      <fieldset class="transport" aria-label="run control">
        <button
          type="button"
          class="button run"
          onClick={() => (busy ? sweeper.stop() : sweeper.run())}
          title={busy ? 'keeps what is done' : 'runs every network of the map'}
        >
          <Icon name={busy ? 'pause' : 'run'} />
          <span class="button-text">{busy ? 'Stop' : 'Run'}</span>
        </button>
      </fieldset>
      <p class="sweep-progress" role="status" aria-live="off">
        <progress
          max={100}
          value={busy ? percent : sweeper.facts.value === undefined ? 0 : 100}
          aria-label="progress"
        />
        <span data-figure="progress">{progressText(sweeper)}</span>
      </p>
    </RoomHeader>
  );
}

/** The value of the subject's option. */
function chosenOf({ document, preset }: SweepPlan, example: string | undefined): string {
  if (document !== undefined) return 'own';
  return example === undefined ? `preset ${preset}` : `example ${example}`;
}

function progressText(sweeper: Sweeper): string {
  const plan = sweeper.plan.value;
  const total = pointsOf(plan, presetOf(plan)).length * plan.seeds;
  const done = sweeper.results.value.length;
  const facts = sweeper.facts.value;
  if (facts !== undefined && !sweeper.busy.value)
    return `${grouped(`${total}`)} networks in ${facts.seconds.toFixed(1)} s`;
  return `${done} of ${grouped(`${total}`)} networks`;
}

interface MapsProps {
  readonly view: MapView;
  readonly measures: readonly Measure[];
  readonly log: boolean;
  readonly at: Signal<number | undefined>;
  readonly sweeper: Sweeper;
}

function Maps({ view, measures, log, at, sweeper }: MapsProps) {
  return (
    <div class="maps">
      {measures.map((measure) => (
        <section class="map" key={measure.key} data-measure={measure.key} aria-label={measure.title}>
          <h2 title={measure.meaning}>{titleOf(measure)}</h2>
          {view.y === undefined ? (
            <CurveMap view={view} measure={measure} log={log} at={at} />
          ) : (
            <HeatMap view={view} measure={measure} at={at} />
          )}
        </section>
      ))}
      <Details view={view} measures={measures} at={at} sweeper={sweeper} />
    </div>
  );
}

/** What the pointer or the focus is on, and how the sweep was run. */
function Details({ view, measures, at, sweeper }: Omit<MapsProps, 'log'>) {
  const point: MapPoint | undefined = view.points[at.value ?? -1];
  const facts = sweeper.facts.value;
  const plan = sweeper.plan.value;
  return (
    <section class="details" aria-label="the point chosen">
      <h2>
        {point === undefined ? (
          view.y === undefined ? (
            'Point at a curve to read it; click to open the network'
          ) : (
            'Point at a field to read it; click to open its network'
          )
        ) : (
          <Words text={point.place} />
        )}
      </h2>
      <dl>
        {measures.map((m) => (
          <div key={m.key}>
            <dt title={m.meaning}>{m.title}</dt>
            <dd data-figure={m.key}>{(point && valueText(m, point.outcome)) || '–'}</dd>
          </div>
        ))}
      </dl>
      <p class="reasons">{point?.outcome?.reasons.join(' ')}</p>
      <p>
        {point === undefined ? null : (
          <a class="open" href={point.href}>
            Open in the Network room
          </a>
        )}
      </p>
      <p class="faint">
        {presetOf(plan).name}, {plan.duration} ms each, the first {plan.transient} ms left out of rates, CV, synchrony
        and the share of silent cells, also in the Network room where a field is opened.{' '}
        {facts === undefined
          ? ''
          : `Ran on ${facts.backend} (${facts.adapter}), ${facts.width === 1 ? 'one after the other' : `up to ${facts.width} at once`}; ${counted(facts.builds, 'connectivity', 'connectivities')} built, ${counted(facts.engines, 'program')} compiled.`}
      </p>
      <p>
        <button
          type="button"
          class="button"
          disabled={facts === undefined}
          onClick={() => {
            const preset = presetOf(plan);
            download(sweepCsv(plan, preset, sweeper.outcomes(), measures), 'text/csv', `${preset.name}-sweep.csv`);
          }}
        >
          <Icon name="download" />
          Table CSV
        </button>
      </p>
    </section>
  );
}

function Table({ view, measures }: { view: MapView; measures: readonly Measure[] }) {
  return (
    <ScrollTable name="results" class="sweep-table">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">network</th>
            {measures.map((m) => (
              <th scope="col" key={m.key}>
                {m.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.points.map((p) => (
            <tr key={p.place}>
              <th scope="row">
                <a href={p.href}>
                  <Words text={p.place} />
                </a>
              </th>
              {measures.map((m) => (
                <td key={m.key}>{valueText(m, p.outcome) || '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

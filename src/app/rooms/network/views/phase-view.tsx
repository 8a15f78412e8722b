/** The phase plane: two variables of a traced cell, fetched by running the experiment again beside the one that is shown. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PhasePlane, PhaseVariable } from '../../../../live/index.ts';
import { listed } from '../../../../numbers/sentences.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { Sample } from '../../../plots/chart/legend.tsx';
import { extents } from '../../../run/extent.ts';
import type { Session } from '../../../run/session.ts';
import type { TaskClient } from '../../../tasks/client.ts';
import { useAsked } from './asked.ts';
import type { SpikeFeed } from './feed.ts';
import { groupHue } from './hues.ts';
import { nullclineHues, PhasePlot } from './phase-plot.tsx';
import { Pick } from './pick.tsx';
import { stepSpan } from './window.ts';
import type { ViewTasks } from './worker/view-tasks.ts';

interface Picture {
  readonly output: PhasePlane;
  readonly cell: number;
  readonly names: readonly [string, string];
}

interface PhaseViewProps {
  readonly session: Session;
  readonly tasks: TaskClient<ViewTasks>;
  readonly feed: SpikeFeed;
}

export function PhaseView({ session, tasks, feed }: PhaseViewProps) {
  const { extent, plane: chosen, cell } = session.look;
  const variables = useSignal<readonly PhaseVariable[]>([]);
  const fraction = useSignal<number | undefined>(undefined);
  // The network alone decides which variables there are.
  const model = useComputed(() => {
    const { preset, document, models } = session.experiment.value;
    return JSON.stringify([preset, document, models]);
  });
  const present = useComputed(() =>
    cell.value !== undefined && session.picked.value.includes(cell.value) ? cell.value : session.picked.value[0],
  );
  useEffect(() => {
    const at = present.value;
    if (at === undefined) return;
    const stop = new AbortController();
    tasks.ask('variables', { experiment: session.begun(), cell: at }, { signal: stop.signal }).then(
      (found) => {
        variables.value = found;
        const names = found.map((v) => v.name);
        const [x, y] = chosen.peek();
        if (!names.includes(x) || !names.includes(y)) chosen.value = [names[0] ?? '', slowest(names)];
      },
      () => {
        // The question of the plane itself tells what is wrong.
      },
    );
    return () => stop.abort();
  }, [session, tasks, present.value, model.value]);

  const { output, problem } = useAsked<Picture>(
    () => [
      session.phase.value,
      session.record.value,
      present.value,
      chosen.value,
      extent.value,
      extent.value === 'seen' ? session.view.span.value : undefined,
    ],
    async (signal) => {
      const record = session.record.peek();
      const span = stepSpan(session, extent.peek());
      const at = present.peek();
      const [x, y] = chosen.peek();
      // While it runs the picture would be old before it is there.
      const still = session.phase.peek() === 'finished' || session.phase.peek() === 'paused';
      if (record === undefined || span === undefined || at === undefined || x === '' || !still || span.to <= span.from)
        return undefined;
      await feed.send(record);
      const experiment = { ...session.begun(), backend: record.description.backend };
      fraction.value = 0;
      try {
        const answer = await tasks.ask(
          'phase',
          { experiment, cell: at, x, y, from: span.from, to: span.to },
          {
            signal,
            onPart: (part) => {
              fraction.value = part;
            },
          },
        );
        return { output: answer, cell: at, names: [x, y] as const };
      } finally {
        fraction.value = undefined;
      }
    },
    [session, tasks, feed],
  );
  const found = output.value;
  return (
    <div class="view" data-view="phase" data-ready={found === undefined ? undefined : 'true'}>
      <div class="view-plot">
        {found === undefined ? (
          <p class="view-wait" role="status">
            {problem.value ?? waiting(session, fraction.value, present.value)}
          </p>
        ) : (
          <Plane picture={found} session={session} />
        )}
      </div>
      <div class="view-words">
        <Pick view="phase" name="cell" value={`${present.value ?? ''}`} onPick={(text) => (cell.value = Number(text))}>
          {session.picked.value.map((c) => `${c}`)}
        </Pick>
        <Pick
          view="phase"
          name="x"
          value={chosen.value[0]}
          onPick={(name) => (chosen.value = [name, chosen.peek()[1]])}
        >
          {variables.value.map((v) => v.name)}
        </Pick>
        <Pick
          view="phase"
          name="y"
          value={chosen.value[1]}
          onPick={(name) => (chosen.value = [chosen.peek()[0], name])}
        >
          {variables.value.map((v) => v.name)}
        </Pick>
        <Choices
          name="part of the run"
          options={extents}
          chosen={extent.value}
          onChoose={(name) => (extent.value = name)}
        />
        {found === undefined ? null : <PortraitWords picture={found} />}
        <p class={found?.output.same === false ? 'problem' : 'faint'}>{note(session, found, fraction.value)}</p>
      </div>
    </div>
  );
}

/** The variable that a plane is usually drawn with: recovery or potassium, else the second. */
const slowest = (names: readonly string[]): string =>
  ['n', 'w', 'u'].find((name) => names.includes(name)) ?? names[1] ?? names[0] ?? '';

function waiting(session: Session, fraction: number | undefined, cell: number | undefined): string {
  if (cell === undefined) return 'Click a spike in the raster to choose a cell.';
  if (fraction !== undefined) return `Replaying for this cell: ${Math.round(100 * fraction)} %`;
  return session.phase.value === 'running' ? 'The plane is drawn when the run stands.' : '…';
}

function note(session: Session, found: Picture | undefined, fraction: number | undefined): string {
  if (fraction !== undefined && found !== undefined) return `Replaying: ${Math.round(100 * fraction)} %`;
  if (found?.output.same === false)
    return session.done.value.length > 0
      ? 'The replay leaves out what was done to the network while it ran, so its spikes differ from those above.'
      : 'The replay’s spikes differ from those above.';
  return 'From a replay with the same spikes; the small dot is the end. Cells are those traced above.';
}

/** What the lines and the rings are, and what they leave out. */
function PortraitWords({ picture: { output, names } }: { picture: Picture }) {
  const { portrait, whyNone } = output;
  if (portrait === undefined) return whyNone === '' ? null : <p class="faint">{whyNone}</p>;
  const { held, noise, fixedPoints } = portrait;
  return (
    <>
      <ul class="key" aria-label="nullclines">
        {names.map((name, k) => (
          <li key={name}>
            <Sample curve={{ colour: nullclineHues[k]! }} />
            <span>
              d{name}/dt = 0{portrait.nullclines[k]!.length === 0 ? ': nowhere here' : ''}
            </span>
          </li>
        ))}
      </ul>
      <p class="faint" data-words="portrait">
        {fixedPoints === undefined
          ? 'Fixed points are not sought: the equations read a table.'
          : fixedPoints.length === 0
            ? 'No fixed point here.'
            : 'Filled: a stable fixed point; open: an unstable one.'}
        {held.length === 0 ? '' : ` Held as at the end: ${listed(held)}.`}
        {noise ? ' Noise is left out.' : ''}
      </p>
    </>
  );
}

function Plane({ picture, session }: { picture: Picture; session: Session }) {
  const { output, cell, names } = picture;
  const record = session.record.value;
  const group = record?.groups[record.table[cell] ?? -1]?.name ?? '';
  const axis = (k: 0 | 1) => {
    const [low, high] = output.axes[k];
    const unit = output.units[k];
    return { title: unit === '' ? names[k] : `${names[k]} (${unit})`, low, high };
  };
  return (
    <PhasePlot
      name={`${names[1]} against ${names[0]} of cell ${cell}`}
      names={names}
      x={axis(0)}
      y={axis(1)}
      portrait={output.portrait}
      xs={output.x}
      ys={output.y}
      colour={groupHue(group, 0).colour}
    />
  );
}

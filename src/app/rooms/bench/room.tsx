/** The bench: how fast this machine is, backend by backend, beside others. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { counted } from '../../../numbers/sentences.ts';
import { FailureText } from '../../controls/busy.tsx';
import { Icon } from '../../controls/icon.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import type { RoomProps } from '../../run/room-props.ts';
import '../../style/rooms.css';
import { grouped } from '../../../numbers/grouped.ts';
import { Bench } from './bench.ts';
import './bench.css';
import { BenchChart } from './chart.tsx';
import { BenchPhaseBars } from './phases.tsx';
import { BenchSide } from './side.tsx';
import { BenchTable } from './table.tsx';

export function BenchRoom(_: RoomProps) {
  const drawer = useSignal(false);
  const bench = useMemo(() => new Bench(), []);
  useEffect(() => () => bench.dispose(), [bench]);
  const sets = [bench.own(), ...bench.loaded.value].filter((set) => set !== undefined);
  const running = bench.running.value;
  const { backends, sizes } = bench.plan.value;
  return (
    <div class="room bench">
      <RoomHeader room="bench" drawer={drawer} drawerTitle="Settings">
        <button
          type="button"
          class="button run"
          disabled={!running && (backends.length === 0 || sizes.length === 0)}
          onClick={() => (running ? bench.stop() : bench.run())}
        >
          <Icon name={running ? 'close' : 'run'} />
          <span class="button-text">{running ? 'Stop' : 'Run'}</span>
        </button>
        <Progress bench={bench} />
      </RoomHeader>
      <BenchSide bench={bench} drawer={drawer} />
      <main class="lab-stage">
        <FailureText failure={bench.failure.value} />
        {bench.problem.value === undefined ? null : (
          <p class="lab-failure" role="alert">
            {bench.problem.value}
          </p>
        )}
        {sets.length === 0 ? (
          <Empty bench={bench} />
        ) : (
          <>
            <BenchChart sets={sets} />
            <BenchPhaseBars sets={sets} />
            <BenchTable bench={bench} sets={sets} />
          </>
        )}
        {bench.refusals.value.map(({ network, backend, reason }) => (
          <p class="caption" key={`${network} ${backend}`} data-refusal={backend}>
            {backend} does not run {network} here: {reason}
          </p>
        ))}
      </main>
    </div>
  );
}

/** Before the first row: what will be run, and what will be seen of it. */
function Empty({ bench }: { bench: Bench }) {
  const { preset, sizes, backends, rounds } = bench.plan.value;
  const running = bench.running.value;
  const list = (words: readonly string[]): string =>
    words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  const ready = sizes.length > 0 && backends.length > 0;
  return (
    <section class="bench-empty" aria-label="nothing measured yet">
      <h2>{running ? 'Measuring' : 'Nothing measured yet'}</h2>
      <p>
        {ready
          ? `${preset} with ${list(sizes.map((n) => grouped(`${n}`)))} cells on ${list(backends)}, ${counted(rounds, 'timed round')} each: time per step against size, and every figure in a table.`
          : 'Choose at least one size and one backend.'}
      </p>
      <p class="faint">
        {running
          ? 'The first rows come when all rounds of the smallest network are done.'
          : 'Results are saved as JSON, and those of other machines, or of the command line’s ‘bench --json’, are opened beside them.'}
      </p>
    </section>
  );
}

function Progress({ bench }: { bench: Bench }) {
  const progress = bench.progress.value;
  if (progress === undefined) return <p class="bench-progress" />;
  const percent = Math.round(100 * progress.fraction);
  return (
    <p class="bench-progress" role="status">
      <progress max={100} value={percent} aria-label="progress of the bench" />
      <span class="percent">{percent} %</span>
      <span class="faint">{progress.label}</span>
    </p>
  );
}

/** The bench: how fast this machine is, backend by backend, beside others. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../../controls/icon.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import type { RoomProps } from '../../room-props.ts';
import '../../style/rooms.css';
import { Bench } from './bench.ts';
import './bench.css';
import { BenchChart } from './chart.tsx';
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
          onClick={() => (running ? bench.stop() : void bench.run())}
        >
          <Icon name={running ? 'close' : 'run'} />
          <span class="button-text">{running ? 'Stop' : 'Run'}</span>
        </button>
        <Progress bench={bench} />
      </RoomHeader>
      <BenchSide bench={bench} drawer={drawer} />
      <main class="lab-stage">
        {bench.problem.value === undefined ? null : (
          <p class="lab-failure" role="alert">
            {bench.problem.value}
          </p>
        )}
        {sets.length === 0 ? (
          <p class="bench-empty">
            {running
              ? 'The first rows come when all rounds of the smallest network are done.'
              : 'Run the bench, or open saved results.'}
          </p>
        ) : (
          <>
            <BenchChart sets={sets} />
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

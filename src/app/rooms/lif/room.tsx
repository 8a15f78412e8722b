/** The LIF laboratory: from the leaky bucket to noise, each step measured over its closed form. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { addressWriter } from '../../address-bar.ts';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { Refused } from '../../controls/refused.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import { Tabs } from '../../controls/tabs.tsx';
import type { RoomProps } from '../../run/room-props.ts';
import '../../style/rooms.css';
import { Formula } from './formula.tsx';
import { readAddress, writeAddress } from './lif-address.ts';
import './lif.css';
import { Words } from '../../symbols/words.tsx';
import { familyFormulas, panelNamed, panels } from './panels.ts';
import { LifSide } from './side.tsx';
import { LifRoom } from './state.ts';
import { AdaptationView } from './views/adaptation.tsx';
import { DimensionlessView } from './views/dimensionless.tsx';
import { FamilyView } from './views/family.tsx';
import { FIView } from './views/fi.tsx';
import { FilterView } from './views/filter.tsx';
import { LocalView } from './views/local.tsx';
import { MembraneView } from './views/membrane.tsx';
import { NoiseView } from './views/noise.tsx';
import { SpikesView } from './views/spikes.tsx';
import { ZenoView } from './views/zeno.tsx';

const contents = {
  membrane: { View: MembraneView, job: 'membrane' },
  spikes: { View: SpikesView, job: 'spiking' },
  fi: { View: FIView, job: 'fi' },
  dimensionless: { View: DimensionlessView, job: 'dimensionless' },
  filter: { View: FilterView, job: 'bode' },
  adaptation: { View: AdaptationView, job: 'adaptation' },
  noise: { View: NoiseView, job: 'noise' },
  local: { View: LocalView, job: 'local' },
  zeno: { View: ZenoView, job: 'zeno' },
  family: { View: FamilyView, job: 'family' },
} as const;

function Toggle({ room }: { room: LifRoom }) {
  return (
    <label class="lif-toggle">
      <input
        type="checkbox"
        checked={room.choice.value.dimensionless}
        onChange={(event) => room.change({ dimensionless: event.currentTarget.checked })}
      />
      <span>
        dimensionless
        <span class="lif-toggle-units">
          : <Words text="time in τ_m, voltage from E_L in V_th" /> − <Words text="E_L" />
        </span>
      </span>
    </label>
  );
}

export function LifLaboratoryRoom(_: RoomProps) {
  const drawer = useSignal(false);
  const { room, refused } = useMemo(() => {
    const address = readAddress(location.hash);
    return { room: new LifRoom(address.choice), refused: signal(address.refused) };
  }, []);
  useEffect(() => {
    const address = addressWriter();
    const stop = room.choice.subscribe((choice) => address.write(writeAddress(choice)));
    return () => {
      stop();
      address.stop();
      room.dispose();
    };
  }, [room]);
  const choice = room.choice.value;
  const panel = panelNamed(choice.panel);
  const formulas = (panel.name === 'family' ? familyFormulas[choice.family] : undefined) ?? panel.formulas;
  const { View, job: name } = contents[choice.panel];
  const job = choice.panel === 'filter' && choice.input === 'chirp' ? room.chirp : room[name];
  return (
    <div class="room lif">
      <RoomHeader room="lif" drawer={drawer}>
        <Tabs
          name="steps"
          prefix="panel"
          panel="stage"
          options={panels}
          chosen={choice.panel}
          onChoose={(next) => room.change({ panel: next })}
        />
      </RoomHeader>
      <LifSide room={room} drawer={drawer} />
      <main class="lab-stage">
        <Refused sentences={refused.value} />
        <div class="lab-panel" id="stage" role="tabpanel" aria-labelledby={`panel-${choice.panel}`}>
          <div class="lif-words">
            <div class="lif-formulas">
              {formulas.map((text) => (
                <Formula key={text} text={text} />
              ))}
            </div>
            <div>
              <p class="lif-see">
                <Words text={panel.see} />
              </p>
              <p class="lif-source">
                <Words text={panel.source} />
              </p>
              {panel.dimensionless ? <Toggle room={room} /> : null}
            </div>
            <Busy busy={job.busy} fraction={undefined} onStop={() => job.stop()} />
          </div>
          <FailureText failure={job.failure.value} />
          <View key={choice.panel} room={room} values={room.values.value} />
        </div>
      </main>
    </div>
  );
}

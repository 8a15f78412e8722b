/** Questions of the LIF laboratory passed on to what studies measure, and spikes drawn into their traces. */
import { fiCurrents, presetByName } from '../../../../presets/index.ts';
import {
  type AdaptationValues,
  type ChirpValues,
  type DimensionlessValues,
  type ImpedanceValues,
  type MembraneValues,
  measureAdaptation,
  measureChirp,
  measureDimensionless,
  measureFamily,
  measureFI,
  measureImpedance,
  measureLinearisation,
  measureMembrane,
  measureNoise,
  measureSettling,
  measureSpiking,
  measureZeno,
  type NoiseValues,
  type SpikingValues,
  settingsOf,
  type ZenoValues,
} from '../../../../studies/measure.ts';
import type { Carry } from '../../../tasks/serve.ts';
import { timed } from '../../../tasks/timed.ts';
import { dimensionlessDrawn, familyTop, SPIKE, withSpikes } from './drawn.ts';
import type { LifTasks, PanelQuestion } from './lif-tasks.ts';

/** A panel's values, which has all that its study needs. */
const valuesOf = <T>({ values, seed }: PanelQuestion): T => ({ ...values, seed }) as T;

const plainCell = (preset: string) => ({ preset, set: {}, seed: 1 });

export const carry: Carry<LifTasks> = {
  membrane: (question) => measureMembrane(valuesOf<MembraneValues>(question)),

  async spiking(question) {
    const found = await measureSpiking(valuesOf<SpikingValues>(question));
    return { ...found, trace: withSpikes(found.trace, found.spikes, question.values['V_th']! + SPIKE) };
  },

  fi: ({ values, seed }, { signal }) =>
    timed(async () => {
      const { E_L, I_low, I_high } = values;
      const set = settingsOf('lif', { ...values, V_0: E_L! });
      const dt = 0.01;
      const { currents, rates } = await measureFI(
        {
          ...{ preset: 'lif', set, seed, integrator: 'exact', backend: 'wasm' },
          ...{ currents: fiCurrents({ I_low: I_low!, I_high: I_high!, cells: 200 }), duration: 600, settle: 0, dt },
        },
        { signal },
      );
      return { currents, rates, dt };
    }),

  async dimensionless(question) {
    const found = await measureDimensionless(valuesOf<DimensionlessValues>(question));
    return { ...found, cells: found.cells.map(dimensionlessDrawn) };
  },

  bode: ({ values, seed }, { signal }) =>
    timed(() =>
      measureImpedance(
        valuesOf<ImpedanceValues>({ values: { ...values, f_low: 0.1, f_high: 1000, count: 400 }, seed }),
        { signal },
      ),
    ),

  chirp: (question) => measureChirp(valuesOf<ChirpValues>(question)),

  async adaptation(question) {
    const found = await measureAdaptation(valuesOf<AdaptationValues>(question));
    const top = Math.max(...found.theta.y) + SPIKE / 2;
    return { ...found, trace: withSpikes(found.trace, found.spikes, top) };
  },

  async noise(question, control) {
    await measureNoise(valuesOf<NoiseValues>(question), control);
    return null;
  },

  local: ({ cell, V, size }) => measureLinearisation({ ...plainCell(cell), V, size }),

  settled: async ({ cell }) => (await measureSettling(plainCell(cell))).points,

  zeno: (question, control) => measureZeno(valuesOf<ZenoValues>(question), control),

  async family(input, { onPart, signal }) {
    await measureFamily(input, {
      signal,
      onPart(found) {
        if (found.kind === 'curve') {
          onPart(found);
          return;
        }
        const { name, trace, spikes } = found.member;
        const title = presetByName(name)
          .title.replace(/^.*?: /, '')
          .replace(/ cell$/, '');
        const drawn = withSpikes(trace, spikes, familyTop(name));
        onPart({ kind: 'member', member: { ...found.member, title, trace: drawn, spikes: spikes.length } });
      },
    });
    return null;
  },
};

/** The cells of `cases.json`, exactly as NEURON got them. */
import {
  calciumPool,
  channel,
  type IonPool,
  K_HH1952,
  leak,
  type MembranePart,
  Na_HH1952,
} from '../../src/cells/index.ts';
import { type Neuron, type NeuronOptions, neuron, type Placed } from '../../src/dendrites/index.ts';
import { type Point, type Section, type Shape, sectionOf } from '../../src/morphology/shape.ts';
import { doubleExponentialConductance, exponentialConductance } from '../../src/synapses/index.ts';
import type { GoldenCase, GoldenSection } from '../morphology/golden.ts';

/** A shape of sections that are given with points, or as cylinders. */
function shapeOf(sections: readonly GoldenSection[]): Shape {
  return {
    source: { kind: 'cable', given: {} },
    sections: sections.map(({ name, pts, L = 0, diam = 0, parent, parentx }): Section => {
      const kind =
        1 +
        Math.max(
          0,
          ['soma', 'axon', 'dend', 'apic'].findIndex((stem) => name.startsWith(stem)),
        );
      const place = { name, kind, parent: parent ?? -1, parentX: parentx ?? 0 };
      return pts
        ? sectionOf({ ...place, points: pts as readonly Point[] })
        : { ...place, points: undefined, length: L, diameter: diam };
    }),
  };
}

/** High-threshold calcium of the golden file: I = g·m²·(V − E_Ca). */
const cal = channel({
  name: 'cal',
  title: 'calcium of the golden file',
  ion: 'Ca',
  source: 'test/golden/dendrites/calcium_so0.csv',
  gates: [{ name: 'c', power: 2, inf: '1/(1 + exp(-(u + 25)/6))', tau: '0.5 + 2/(1 + exp((u + 30)/10))' }],
  g: '0.02 mS/cm^2',
  E: '120 mV',
});
const kca = channel({
  name: 'kca',
  title: 'calcium-gated potassium of the golden file',
  ion: 'K',
  label: 'KCa',
  source: 'test/golden/dendrites/calcium_so0.csv',
  gates: [{ name: 'q', power: 1, inf: 'Ca/(Ca + 0.001)', tau: '20' }],
  g: '1 mS/cm^2',
  E: '-77 mV',
});

const density = (S: number | undefined): string => `${1000 * S!} mS/cm^2`;

function partsOf(mech: GoldenSection['mech']): { channels: MembranePart[]; pools: IonPool[] } {
  const channels: MembranePart[] = [];
  const pools: IonPool[] = [];
  const { hh, pas, cal: ca, capool, kca: k } = mech;
  if (hh)
    channels.push(
      Na_HH1952({ g: density(hh['gnabar']), E: `${hh['ena']} mV` }),
      K_HH1952({ g: density(hh['gkbar']), E: `${hh['ek']} mV` }),
      leak({ g: density(hh['gl']), E: `${hh['el']} mV` }),
    );
  if (pas) channels.push(leak({ g: density(pas['g']), E: `${pas['e']} mV` }));
  if (ca) channels.push(cal({ g: density(ca['gbar']) }));
  if (k) channels.push(kca({ g: density(k['gbar']), E: `${k['ek']} mV`, ...(capool ? {} : { Ca: '5e-5 mM' }) }));
  if (capool)
    pools.push(
      calciumPool({
        depth: `${capool['depth']} um`,
        tau: `${capool['tau']} ms`,
        rest: `${capool['cainf']} mM`,
        outside: '2 mM',
      }),
    );
  return { channels, pools };
}

/** Synapses of the case by their numbers: s0, s1, …; its clamps: c0, c1, …. */
export function cellOf(golden: GoldenCase, cell = 0, extra: Partial<NeuronOptions> = {}): Neuron {
  const { sections } = golden.cells[cell]!;
  const shape = shapeOf(sections);
  const at = (sec: number, x: number): string => `${sections[sec]!.name} ${x}`;
  const place: Record<string, Placed> = {};
  (golden.syns ?? []).forEach((s, k) => {
    if (s.cell !== cell) return;
    const where = at(s.sec, s.x);
    if (s.kind === 'expsyn')
      place[`s${k}`] = {
        synapse: exponentialConductance(`s${k}`, { tau: `${s['tau']} ms`, E: `${s['e']} mV` }),
        at: where,
      };
    else if (s.kind === 'exp2syn')
      place[`s${k}`] = {
        synapse: doubleExponentialConductance(`s${k}`, {
          rise: `${s['tau1']} ms`,
          decay: `${s['tau2']} ms`,
          E: `${s['e']} mV`,
        }),
        at: where,
      };
    else
      place[`s${k}`] = {
        at: where,
        equations: `x_a = (t - ${s['onset']} ms)/(${s['tau']} ms) : 1
          g_a = select(x_a > 0 and x_a < 10, ${1e3 * s['gmax']!} nS*x_a*exp(1 - x_a), 0 nS) : nS
          I_a = g_a*(${s['e']} mV - V) : pA`,
      };
  });
  golden.clamps.forEach((c, k) => {
    if (c.cell !== cell) return;
    place[`c${k}`] = { clamp: `${c.amp} nA`, from: `${c.del} ms`, to: `${c.del + c.dur} ms`, at: at(c.sec, c.x) };
  });
  const own = golden.detect.find(([c]) => c === cell)!;
  return neuron({
    shape,
    Ra: `${sections[0]!.Ra} ohm*cm`,
    C: `${sections[0]!.cm} uF/cm^2`,
    temperature: '6.3 degC',
    compartments: { sections: Object.fromEntries(sections.map((s) => [s.name, s.nseg])) },
    ...extra,
    paint: sections.map((s) => ({ on: s.name, ...partsOf(s.mech) })),
    place: { ...place, ...extra.place },
    detect: extra.detect ?? { at: at(own[1], own[2]), when: `crosses(V, ${own[3]} mV)` },
  });
}

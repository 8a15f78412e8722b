/** All presets by name. */
import { shown, UserError } from '../errors.ts';
import { nearest } from '../suggest.ts';
import { coupledPresets } from './coupled/index.ts';
import { dendritePresets } from './dendrites/index.ts';
import { eiBrette2007 } from './ei/brette2007.ts';
import { eiNest } from './ei/nest.ts';
import { eiTutorial } from './ei/tutorial.ts';
import { lifPresets } from './lif/index.ts';
import { networkPresets } from './networks/index.ts';
import type { Preset } from './preset.ts';
import { adexPresets } from './single/adex.ts';
import { connorStevensPreset } from './single/connor-stevens.ts';
import { hhClassic, hhTutorial } from './single/hh.ts';
import { izhikevichPresets } from './single/izhikevich.ts';
import { morrisLecarPreset } from './single/morris-lecar.ts';
import { pinskyRinzelPreset } from './single/pinsky-rinzel.ts';
import { eifPreset, qifPreset, thetaPreset } from './single/point.ts';
import { thalamicRelayPreset } from './single/thalamic-relay.ts';
import { tmCellPreset } from './single/tm-cell.ts';
import { wangBuzsakiPreset } from './single/wang-buzsaki.ts';

export { fiCurrents, impedancePeriods, physicalCells } from './lif/index.ts';
export { type BrunelPoint, brunelPlanePoints } from './networks/index.ts';
export type { Preset, PresetParameter, SourceClaim } from './preset.ts';
export { benchmarkCase, sized } from './sized.ts';
export { presetValues } from './values.ts';

const eiPresets = [eiTutorial, eiBrette2007, eiNest];

/** The presets by what they are of. */
export const presetGroups = {
  networks: [...eiPresets, ...networkPresets, ...coupledPresets],
  /** Single cells whose channels have gates. */
  cells: [
    tmCellPreset,
    hhClassic,
    hhTutorial,
    connorStevensPreset,
    wangBuzsakiPreset,
    morrisLecarPreset,
    thalamicRelayPreset,
    pinskyRinzelPreset,
  ],
  /** Integrate-and-fire cells. */
  lif: [...lifPresets, qifPreset, thetaPreset, eifPreset, ...adexPresets, ...izhikevichPresets],
  dendrites: dendritePresets,
} satisfies Readonly<Record<string, readonly Preset[]>>;

export const presets: readonly Preset[] = [
  ...eiPresets,
  ...presetGroups.cells,
  ...networkPresets,
  ...coupledPresets,
  ...presetGroups.lif,
  ...presetGroups.dendrites,
];

/** Those of cells without dendrites. */
export const pointPresets: readonly Preset[] = presets.filter((p) => !p.dendrites);

/** The preset of that name. Throws a UserError that lists the names. */
export function presetByName(name: string): Preset {
  const found = presets.find((p) => p.name === name);
  if (found) return found;
  const guess =
    typeof name === 'string'
      ? nearest(
          name,
          presets.map((p) => p.name),
        )
      : undefined;
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  throw new UserError(`There is no preset ${shown(name)}.${meant} Known are ${presets.map((p) => p.name).join(', ')}.`);
}

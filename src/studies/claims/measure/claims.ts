/** All claims of a story, judged one section after the other. */
import { simulate } from '../../../index.ts';
import { presetByName, presetValues } from '../../../presets/index.ts';
import { runnable } from '../../run.ts';
import type { Control, Facts } from '../../study.ts';
import { columnStory } from '../column.ts';
import { eiNetworkStory } from '../ei-network.ts';
import { experiments } from '../experiments/index.ts';
import { integratorsStory } from '../integrators.ts';
import { lifStory } from '../lif.ts';
import { networkFacts } from '../network-facts.ts';
import type { Findings, Stage, Story, StorySection, Verdict } from '../story.ts';

export const stories: readonly Story[] = [lifStory, integratorsStory, eiNetworkStory, columnStory];

export interface JudgedSection extends Findings {
  readonly id: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** `story`: the name of one. Parts are sections, as soon as they are judged. */
export async function measureClaims(
  { story }: { readonly story: string },
  { signal, onPart }: Control<JudgedSection> = {},
): Promise<readonly JudgedSection[]> {
  const judged: JudgedSection[] = [];
  const found = new Map<Stage, Findings>();
  for (const section of stories.find((each) => each.name === story)!.sections) {
    if (signal?.aborted) break;
    const { stage } = section;
    // Sections of one network share its run.
    const own = found.get(stage) ?? (await foundOn(stage));
    found.set(stage, own);
    const part = await judgedSection(section, own);
    judged.push(part);
    onPart?.(part);
  }
  return judged;
}

async function judgedSection({ id, extra, claims }: StorySection, found: Findings): Promise<JudgedSection> {
  const more = extra === undefined ? {} : (await experiments[extra]!()).facts;
  const facts = { ...found.facts, ...more };
  return {
    ...found,
    id,
    facts,
    verdicts: Object.fromEntries(claims.map((claim) => [claim.id, claim.judge(facts)])),
  };
}

/** What a section's stage gives. */
export async function foundOn(stage: Stage): Promise<Findings> {
  return stage.kind === 'experiment' ? experiments[stage.name]!() : { lines: {}, facts: await ranOn(stage) };
}

async function ranOn(stage: Stage & { readonly kind: 'network' }): Promise<Facts> {
  const preset = presetByName(stage.preset);
  const settings = Object.fromEntries(
    preset.parameters.map((p) => [p.name, `${stage.values[p.name] ?? p.value} ${p.unit}`.trim()]),
  );
  const network = preset.build(presetValues(preset, settings), 1);
  const backend = runnable('wasm');
  const { dt, published } = preset;
  const run = await simulate(network, { duration: `${stage.duration} ms`, dt: `${dt} ms`, backend });
  let cells = 0;
  const groups = network.populations.map(({ name, size }) => {
    cells += size;
    return { name, first: cells - size, count: size, role: 'cells' as const };
  });
  return networkFacts(run.spikes, { cells, groups }, run.steps, dt, published);
}

/** The list: the stories, then every preset as a card with a line on what it is. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { presetGroups } from '../../../presets/index.ts';
import type { PresetFacts } from '../../../presets/preset.ts';
import { presetWords } from '../../../presets/words.ts';
import type { StoryText } from '../../../studies/measure.ts';
import { storyEntries } from '../../../studies/measure.ts';
import type { Language } from '../../language.ts';
import type { RoomName } from '../../room-titles.ts';
import { Words } from '../../symbols/words.tsx';
import { writeAddress } from './stories-address.ts';
import { words } from './words.ts';

const groups = ['networks', 'cells', 'lif'] as const;

/** Where a preset is best looked at: the laboratory takes cells with gates. */
const roomOf = (group: (typeof groups)[number], { variables }: PresetFacts): RoomName =>
  group === 'cells' && variables.length > 2 ? 'laboratory' : 'network';

export function IndexPage({ language }: { language: Language }) {
  const w = words[language];
  const texts = useSignal<readonly (StoryText | undefined)[]>([]);
  useEffect(() => {
    let current = true;
    void Promise.all(storyEntries.map((entry) => entry.text(language))).then((loaded) => {
      if (current) texts.value = loaded;
    });
    return () => {
      current = false;
    };
  }, [language, texts]);
  return (
    <main class="story-index">
      <h2 class="story-title">{w.stories}</h2>
      <p class="lead">{w.storiesIntro}</p>
      <ul class="cards large">
        {storyEntries.map(({ story }, k) => (
          <li key={story.name}>
            <a class="card" href={writeAddress({ story: story.name, language })}>
              <strong>{texts.value[k]?.title ?? story.name}</strong>
              <span>{texts.value[k]?.summary}</span>
            </a>
          </li>
        ))}
      </ul>
      {groups.map((group) => (
        <section key={group}>
          <h3>{w[group]}</h3>
          <ul class="cards">
            {presetGroups[group].map((preset) => (
              <PresetCard key={preset.name} preset={preset} room={roomOf(group, preset)} language={language} />
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

function PresetCard({ preset, room, language }: { preset: PresetFacts; room: RoomName; language: Language }) {
  const { title, summary } = presetWords(preset, language);
  return (
    <li>
      <a class="card" href={`#${room}?preset=${encodeURIComponent(preset.name)}`}>
        <strong>{title}</strong>
        <span>
          <Words text={summary} />
        </span>
      </a>
    </li>
  );
}

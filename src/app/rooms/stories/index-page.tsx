/** The list: the stories, then every preset as a card with a line on what it is. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Language } from '../../language.ts';
import { Words } from '../../symbols/words.tsx';
import { type ExampleGroup, examplesOn } from './examples.ts';
import { writeAddress } from './stories-address.ts';
import type { StoryText } from './story.ts';
import { storyList } from './story-list.ts';
import { words } from './words.ts';

const exampleGroups: readonly ExampleGroup[] = ['networks', 'cells', 'lif'];

export function IndexPage({ language }: { language: Language }) {
  const w = words[language];
  const texts = useSignal<readonly (StoryText | undefined)[]>([]);
  useEffect(() => {
    let current = true;
    void Promise.all(storyList.map((entry) => entry.text(language))).then((loaded) => {
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
        {storyList.map(({ story }, k) => (
          <li key={story.name}>
            <a class="card" href={writeAddress({ story: story.name, language })}>
              <strong>{texts.value[k]?.title ?? story.name}</strong>
              <span>{texts.value[k]?.summary}</span>
            </a>
          </li>
        ))}
      </ul>
      {exampleGroups.map((name) => (
        <section key={name}>
          <h3>{w[name]}</h3>
          <ul class="cards">
            {examplesOn(name, language).map((example) => (
              <li key={example.name}>
                <a class="card" href={example.href}>
                  <strong>{example.title}</strong>
                  <span>
                    <Words text={example.line} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

/** The Stories room. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { replaceAddress } from '../../address-bar.ts';
import { RoomMenu } from '../../controls/room-menu.tsx';
import { Choices } from '../../controls/tabs.tsx';
import { type Language, LanguageContext } from '../../language.ts';
import type { RoomProps } from '../../run/room-props.ts';
import '../../style/rooms.css';
import { storyEntries } from '../../../studies/measure.ts';
import { IndexPage } from './index-page.tsx';
import { readAddress, writeAddress } from './stories-address.ts';
import './stories.css';
import { StoryPage } from './story-page.tsx';
import { words } from './words.ts';

const languages = (['en', 'zh'] as const).map((name) => ({ name, title: words[name].language }));

export function StoriesRoom(_: RoomProps) {
  const address = useSignal(readAddress(location.hash, navigator.language));
  const { story, language } = address.value;
  const entry = storyEntries.find((e) => e.story.name === story);
  useEffect(() => {
    replaceAddress(writeAddress(address.value));
  }, [address.value]);
  const tag = language === 'zh' ? 'zh-CN' : 'en';
  return (
    <LanguageContext.Provider value={language}>
      <div class="stories" lang={tag}>
        <header class="header">
          <RoomMenu room="stories" />
          {entry === undefined ? null : (
            <a class="story-back" href={writeAddress({ story: undefined, language })}>
              {words[language].back}
            </a>
          )}
          <div class="languages">
            <Choices
              name="language / 语言"
              options={languages}
              chosen={language}
              onChoose={(next: Language) => (address.value = { ...address.value, language: next })}
            />
          </div>
        </header>
        {entry === undefined ? (
          <IndexPage language={language} />
        ) : (
          <StoryPage key={entry.story.name} entry={entry} language={language} />
        )}
      </div>
    </LanguageContext.Provider>
  );
}

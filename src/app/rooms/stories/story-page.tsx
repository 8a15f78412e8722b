/** One story: text at the left, the simulation beside it, claims checked as the sections come into view. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { StoryEntry, StorySection, StoryText } from '../../../studies/measure.ts';
import { fill } from '../../../studies/measure.ts';
import type { Language } from '../../language.ts';
import { ClaimCard } from './claim-card.tsx';
import { NetworkStage } from './network-stage.tsx';
import { PictureStage } from './picture-stage.tsx';
import { Prose } from './prose.tsx';
import { StoryReader } from './reader.ts';
import { type StoryWords, words } from './words.ts';

/** A section that stays this long is read, ms. */
const settle = 180;

export function StoryPage({ entry, language }: { entry: StoryEntry; language: Language }) {
  const text = useSignal<StoryText | undefined>(undefined);
  const reader = useMemo(() => new StoryReader(entry.story), [entry]);
  useEffect(() => () => reader.dispose(), [reader]);
  useEffect(() => {
    let current = true;
    void entry.text(language).then((loaded) => {
      if (current) text.value = loaded;
    });
    return () => {
      current = false;
    };
  }, [entry, language, text]);
  if (text.value === undefined) return <div class="loading" />;
  return <Pages reader={reader} text={text.value} words={words[language]} />;
}

interface PagesProps {
  readonly reader: StoryReader;
  readonly text: StoryText;
  readonly words: StoryWords;
}

function Pages({ reader, text, words: w }: PagesProps) {
  const pane = useRef<HTMLDivElement>(null);
  useFollow(pane, reader);
  const { sections } = reader.story;
  const claims = sections.flatMap((s) => s.claims.map(() => s));
  const checked = claims.filter((s) => reader.facts(s) !== undefined).length;
  const active = reader.active.value;
  const caption = text.sections[active.id]!.caption;
  const facts = reader.facts(active) ?? {};
  return (
    <main class="story">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1). */}
      <article class="story-text" ref={pane} tabIndex={0} aria-label={text.title}>
        <h2 class="story-title">{text.title}</h2>
        <p class="faint">{text.source}</p>
        <nav aria-label={w.sections}>
          <ol class="contents">
            {sections.map((s) => (
              <li key={s.id}>
                <button
                  type="button"
                  class="shortcut"
                  aria-current={s === active ? 'true' : undefined}
                  onClick={() => document.getElementById(`section-${s.id}`)?.scrollIntoView({ block: 'start' })}
                >
                  {text.sections[s.id]!.heading}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        {sections.map((section) => (
          <SectionView key={section.id} reader={reader} section={section} text={text} words={w} />
        ))}
        <p class="faint tally" data-figure="tally">
          {w.tally(checked, claims.length)}
        </p>
      </article>
      <section class="story-stage" aria-label={text.sections[active.id]!.heading}>
        <p class="stage-caption">
          <Prose text={fill(caption, facts)} />
        </p>
        {active.stage.kind === 'network' ? (
          <NetworkStage reader={reader} section={active} text={text} words={w} />
        ) : (
          <PictureStage
            key={active.id}
            found={reader.experiments.value.get(active.stage.name)}
            text={text}
            words={w}
            caption={fill(caption, facts).replaceAll('`', '')}
          />
        )}
      </section>
    </main>
  );
}

function SectionView({ reader, section, text, words: w }: PagesProps & { section: StorySection }) {
  const own = text.sections[section.id]!;
  return (
    <section class="story-section" id={`section-${section.id}`} data-active={section === reader.active.value}>
      <h3>{own.heading}</h3>
      {own.text.map((paragraph) => (
        <p key={paragraph}>
          <Prose text={paragraph} />
        </p>
      ))}
      {section.claims.map((claim) => (
        <ClaimCard
          key={claim.id}
          claim={claim}
          text={own.claims[claim.id]!}
          facts={reader.facts(section)}
          problem={reader.problem(section)}
          awaited={reader.awaited(section)}
          words={w}
        />
      ))}
    </section>
  );
}

/** The section that the upper part of the pane shows is the one that is read. */
function useFollow(pane: { readonly current: HTMLDivElement | null }, reader: StoryReader): void {
  useEffect(() => {
    const element = pane.current!;
    let waiting = 0;
    const look = () => {
      const { top, height } = element.getBoundingClientRect();
      const line = top + 0.35 * height;
      const seen = reader.story.sections.filter(
        (s) => document.getElementById(`section-${s.id}`)!.getBoundingClientRect().top <= line,
      );
      const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 4;
      const next = (atEnd ? reader.story.sections.at(-1) : seen.at(-1)) ?? reader.story.sections[0]!;
      reader.enter(next);
    };
    const onScroll = () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(look, settle);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    look();
    return () => {
      clearTimeout(waiting);
      element.removeEventListener('scroll', onScroll);
    };
  }, [pane, reader]);
}

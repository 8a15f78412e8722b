/** What the element says beside its plots. */
import type { Language } from '../app/language.ts';

interface ElementWords {
  readonly run: string;
  readonly pause: string;
  readonly more: string;
  readonly reset: string;
  readonly open: string;
  readonly control: string;
  readonly reading: string;
  readonly same: string;
  readonly other: string;
  readonly sameMeans: string;
  readonly cannot: string;
  readonly noSource: string;
}

export const elementWords: Readonly<Record<Language, ElementWords>> = {
  en: {
    run: 'Run',
    pause: 'Pause',
    more: 'Continue',
    reset: 'Start over',
    open: 'Open in Galvani',
    control: 'run control',
    reading: 'Reading the experiment …',
    same: 'the published spikes',
    other: 'other spikes than published',
    sameMeans: 'Every spike of this run is one of the published run, and every one of that is here.',
    cannot: 'This cannot run',
    noSource:
      'There is no experiment: the attribute src names a document or a link, or a <script type="text/yaml"> within the element holds one.',
  },
  zh: {
    run: '运行',
    pause: '暂停',
    more: '继续',
    reset: '从头开始',
    open: '在 Galvani 中打开',
    control: '运行控制',
    reading: '正在读取实验……',
    same: '与发表的脉冲相同',
    other: '与发表的脉冲不同',
    sameMeans: '本次运行的每个脉冲都与发表的运行完全一致。',
    cannot: '无法运行',
    noSource: '没有实验：属性 src 指定文档或链接，或在元素内用 <script type="text/yaml"> 写出文档。',
  },
};

/** Words of the room itself, in both languages. */

import type { Verdict } from '../../../studies/measure.ts';
import type { Language } from '../../language.ts';

export interface StoryWords {
  readonly language: string;
  readonly stories: string;
  readonly storiesIntro: string;
  readonly networks: string;
  readonly cells: string;
  readonly lif: string;
  readonly back: string;
  readonly says: string;
  readonly found: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly waiting: string;
  /** Of a claim that one has not come to. */
  readonly later: string;
  readonly again: string;
  readonly openNetwork: string;
  readonly yours: string;
  readonly read: string;
  readonly tally: (checked: number, all: number) => string;
  readonly failed: string;
  readonly sections: string;
}

export const words: Readonly<Record<Language, StoryWords>> = {
  en: {
    language: 'English',
    stories: 'Stories',
    storiesIntro:
      'Three tutorials and a model of cortex, told anew with the simulation inside. Every claim is checked as you read, on your machine.',
    networks: 'Networks',
    cells: 'Single cells',
    lif: 'Integrate-and-fire cells',
    back: 'All stories',
    says: 'it is said',
    found: 'found',
    verdicts: { holds: 'holds', partly: 'holds in part', fails: 'does not hold' },
    waiting: 'computing …',
    later: 'computed once you read on to here',
    again: 'Run again',
    openNetwork: 'Open in the Network room',
    yours: 'your settings; the findings in the text are of the settings it names',
    read: 'Read',
    tally: (checked, all) => `${checked} of ${all} claims checked`,
    failed: 'This could not be computed:',
    sections: 'sections',
  },
  zh: {
    language: '中文',
    stories: '故事',
    storiesIntro: '三篇教程和一个皮层模型，连同模拟一起重新讲述。每个论断都在你阅读时、在你的机器上核对。',
    networks: '网络',
    cells: '单个神经元',
    lif: '积分发放神经元',
    back: '全部故事',
    says: '原文说',
    found: '实测',
    verdicts: { holds: '成立', partly: '部分成立', fails: '不成立' },
    waiting: '计算中 …',
    later: '读到这里时计算',
    again: '重新运行',
    openNetwork: '到“网络”房间打开',
    yours: '现在是你的设置；文中的结论属于文中写明的设置',
    read: '阅读',
    tally: (checked, all) => `已核对 ${checked} / ${all} 个论断`,
    failed: '这一项没能算出来：',
    sections: '小节',
  },
};

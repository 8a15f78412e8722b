/** What the notices over a raster say, beside the messages themselves. */

import type { ProgressStage } from '../../live/index.ts';
import type { Language } from '../language.ts';
import { stageNames } from './stages.ts';

type Kind = 'blow-up' | 'lost' | 'user' | 'text' | 'stopped' | 'internal';

interface NoticeWords {
  readonly headings: Readonly<Record<Kind, string>>;
  readonly advice: Readonly<Partial<Record<Kind, string>>>;
  readonly again: string;
  readonly buildAgain: string;
  readonly before: string;
  readonly unstored: string;
  readonly stop: string;
  readonly cluster: string;
  readonly clusterAdvice: string;
  readonly stages: Readonly<Record<ProgressStage, string>>;
}

export const noticeWords: Readonly<Record<Language, NoticeWords>> = {
  en: {
    headings: {
      'blow-up': 'The run blew up',
      lost: 'The graphics device was lost',
      user: 'This cannot run',
      text: 'This cannot run',
      stopped: 'Stopped',
      internal: 'A fault in Galvani',
    },
    advice: {
      lost: 'It is usually back after a moment.',
      internal: 'Please report it with the address of this page, which holds the whole experiment.',
    },
    again: 'Run again',
    buildAgain: 'Build again',
    before: 'Run the network before',
    unstored: 'Make synapses per spike',
    stop: 'Stop',
    cluster: 'Continue on a cluster:',
    clusterAdvice:
      'where a tab ends, NEST and NEURON continue with the same spikes. The command writes the folder that they run; of networks that fit here, Share and cite has it as a ZIP.',
    stages: stageNames,
  },
  zh: {
    headings: {
      'blow-up': '数值发散',
      lost: '图形设备丢失',
      user: '无法运行',
      text: '无法运行',
      stopped: '已停止',
      internal: 'Galvani 内部出错',
    },
    advice: {
      lost: '一般稍后即可恢复。',
      internal: '请连同本页的网址一起报告；网址里有整个实验。',
    },
    again: '重新运行',
    buildAgain: '重新构建',
    before: '运行之前的网络',
    unstored: '每次发放时生成突触',
    stop: '停止',
    cluster: '到集群上继续：',
    clusterAdvice:
      '标签页装不下的，NEST 和 NEURON 可以接着算，脉冲相同。下面的命令写出供它们运行的文件夹；能在这里运行的网络，可在“Share and cite”里下载 ZIP。',
    stages: {
      build: '正在连接网络',
      compile: '正在编译模型',
      replay: '正在为选中的神经元重放',
      resume: '正在从检查点恢复',
      rewind: '正在退回',
    },
  },
};

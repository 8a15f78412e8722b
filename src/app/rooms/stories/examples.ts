/** Presets as cards: where each is best looked at, and its name in Chinese where it has one. */
import { type Preset, presets } from '../../../presets/index.ts';
import type { Language } from './story.ts';

export interface Example {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly href: string;
}

export type Shelf = 'networks' | 'cells' | 'lif';

export function examplesOn(shelf: Shelf, language: Language): Example[] {
  return presets
    .filter((p) => shelfOf(p) === shelf)
    .map((p) => ({
      name: p.name,
      title: (language === 'zh' ? chinese[p.name] : undefined) ?? p.title,
      line: p.summary,
      href: `#${shelf === 'cells' ? 'laboratory' : 'network'}?preset=${encodeURIComponent(p.name)}`,
    }));
}

function shelfOf(preset: Preset): Shelf {
  if (preset.parameters.some((p) => p.name === 'n_exc')) return 'networks';
  // The laboratory takes cells with gates.
  return preset.variables.length > 2 ? 'cells' : 'lif';
}

const chinese: Readonly<Record<string, string>> = {
  'ei-tutorial': '兴奋–抑制网络，照教程所印',
  'ei-brette2007': '兴奋–抑制网络，Brette 等 2007（Brian2 的 COBAHH）',
  'ei-nest': '兴奋–抑制网络，NEST 的约定（hh_coba）',
  'tm-cell': '网络中的一个 Traub–Miles 细胞',
  'hh-classic': '乌贼轴突（Hodgkin 与 Huxley 1952）',
  'hh-tutorial': '乌贼轴突，照积分方法教程所印',
  'connor-stevens': '带 A 型钾电流的 Connor–Stevens 细胞',
  'wang-buzsaki': 'Wang–Buzsáki 中间神经元',
  'morris-lecar': 'Morris–Lecar 细胞',
  'thalamic-relay': '丘脑中继细胞，反跳簇',
  'coba-2005': 'COBA：电导突触的漏积分发放细胞',
  'cuba-2005': 'CUBA：电流突触的漏积分发放细胞',
  'song-2000': '一个细胞的突触按脉冲时序可塑性相互竞争',
  'brunel-2000': '稀疏网络，异步不规则态（AI）',
  'brunel-2000-sr': '稀疏网络，同步规则态（SR）',
  'brunel-2000-ar': '稀疏网络，异步规则态（AR）',
  'brunel-2000-si-fast': '稀疏网络，快速同步不规则态（SI）',
  'brunel-2000-si-slow': '稀疏网络，慢速同步不规则态（SI）',
  lif: '漏积分发放细胞',
  'lif-fi': '漏积分发放细胞的 f–I 曲线',
  'lif-dimensionless': '所有漏积分发放细胞都是同一个细胞',
  'lif-impedance': '膜的阻抗，400 个频率同时测',
  'lif-chirp': '向膜注入 ZAP 电流',
  'lif-adaptive': '自适应阈值带来的发放频率适应',
  'lif-noisy': '带噪声的漏积分发放细胞，重复 1000 次',
  'lif-channels': '带通道噪声的漏积分发放细胞，重复 1000 次',
};

/** The presets in Chinese: their names and what they are. */
import type { PresetWords } from './preset.ts';

const brunel = '12 500 个带 δ 突触的漏积分发放神经元，各自接受独立的泊松输入。';
const adex = (pattern: string): PresetWords => ({
  title: `AdEx 神经元：${pattern}`,
  summary: `自适应指数积分发放（AdEx）神经元，参数取自在恒定电流下产生“${pattern}”的那一组。`,
});
const izhikevich = (pattern: string, short: string): PresetWords => ({
  title: `Izhikevich 神经元：${pattern}`,
  summary: `双变量的 Izhikevich 神经元，取${pattern}（${short}）的参数；电流在 100 ms 时切换。`,
});

export const presetsZh: Readonly<Record<string, PresetWords>> = {
  'ei-tutorial': {
    title: '兴奋–抑制网络，照教程所印',
    summary:
      '4000 个 Hodgkin–Huxley 型神经元，五分之四为兴奋性；开始时门控全部关闭，没有任何外部输入。教程把漏电导印小了 10⁴ 倍（印作 5 nS/cm²，论文为 50 µS/cm²）；把 g_L 设为 10 nS 即为论文的值。',
  },
  'ei-brette2007': {
    title: '兴奋–抑制网络，Brette 等 2007（Brian2 的 COBAHH）',
    summary:
      '该综述的第 3 号基准，采用 Brian2 示例的约定：随机的初始电导点燃网络，此后它以约 35 Hz 自我维持，带有不规则的簇发放。',
  },
  'ei-nest': {
    title: '兴奋–抑制网络，NEST 的约定（hh_coba）',
    summary: '同样的神经元，入度固定，以膜电位的局部极大值记为脉冲，用一小段泊松刺激点燃网络。',
  },
  'tm-cell': {
    title: '网络中的一个 Traub–Miles 神经元',
    summary:
      '兴奋–抑制网络中的单个神经元，门控从 V_0 处的稳态值开始，注入恒定电流。在 dt = 0.1 ms 时，指数欧拉法使周期偏长约 8 %；staggered 与 exp_euler 在同样步长下可以纠正。',
  },
  'hh-classic': {
    title: '乌贼轴突（Hodgkin 与 Huxley 1952）',
    summary: '经典的轴突模型，从稳态出发，注入 10 µA/cm²：以 68 Hz 发放。',
  },
  'hh-tutorial': {
    title: '乌贼轴突，照积分方法教程所印',
    summary:
      '钾电导约为三分之一，漏电导为十分之一，门控关闭，起始电位随机。它自己就以 29 Hz 发放；所印的 10 nA/cm² 只有本意的千分之一，几乎什么也没有改变。',
  },
  'connor-stevens': {
    title: '带 A 型钾电流的 Connor–Stevens 神经元',
    summary:
      '一根想放多慢就能放多慢的轴突：A 电流拖住每一个脉冲。把 g_A 设为 0、g_K 设为 67.7 mS/cm²，它便像乌贼轴突那样立即高频发放。',
  },
  'wang-buzsaki': {
    title: 'Wang–Buzsáki 中间神经元',
    summary:
      '快速发放的海马中间神经元，钠通道瞬时激活；从 0.16 µA/cm² 起发放，频率可以任意低。由它组成的网络产生 γ 振荡。',
  },
  'morris-lecar': {
    title: 'Morris–Lecar 神经元',
    summary:
      '藤壶肌纤维的钙脉冲，只有两个变量；这里起始发放频率明显大于零（II 型）。取 g_Ca 4 mS/cm²、V3_K 12 mV、V4_K 17.4 mV、phi_K 0.067/ms，则从 39.96 µA/cm² 起以任意低的频率发放（I 型）。',
  },
  'thalamic-relay': {
    title: '丘脑中继神经元，反跳簇发放',
    summary:
      '超极化一段时间后，T 型钙电流从失活中恢复；一旦解除，神经元发放一簇五个脉冲。令 g_CaT 为 0，它便保持沉默。',
  },
  'pinsky-rinzel': {
    title: 'Pinsky–Rinzel 神经元：胞体与树突之间的簇发放',
    summary:
      '两个房室的 CA3 锥体神经元：胞体的钠脉冲在树突中引起一个钙脉冲，后者又供给一簇四个脉冲。电位从静息值算起，电流按整个神经元的面积计。',
  },
  'coba-2005': {
    title: 'COBA：电导突触的漏积分发放神经元',
    summary: '4000 个神经元，随机起始之后没有任何输入：网络以约 19 Hz 自我维持，不规则且异步。',
  },
  'coba-2005-stdp': {
    title: 'COBA，带脉冲时序依赖可塑性（STDP）',
    summary:
      'coba-2005 的网络，所有兴奋性突触带成对 STDP：权重起初相同，随后在 0 与 w_max 之间散开，而一秒之内发放率几乎不变。',
  },
  'cuba-2005': {
    title: 'CUBA：电流突触的漏积分发放神经元',
    summary:
      '4000 个本会自己发放的神经元（静息值比阈值高 1 mV）互相牵制，维持在约 6 Hz。电流写成它们将引起的电位变化。',
  },
  'song-2000': {
    title: '突触之间的竞争：脉冲时序依赖可塑性',
    summary:
      '一个神经元接受 1000 路带成对 STDP 的兴奋性泊松输入。大约 100 s 之内，权重分化为多数弱、少数强的两群，神经元的发放率稳定在 20 到 30 Hz 之间，无论输入是 20 还是 40 Hz。',
  },
  'clopath-2010': {
    title: '基于电压的可塑性规则下的成对脉冲（Clopath）',
    summary:
      '两排各十个神经元，每个有一个突触，以 5 到 50 Hz 成对发放：一排突触前在先，另一排突触后在先。增强随频率增长；相反的次序使慢的变弱，快的也变强。',
  },
  'diehl-cook-2015': {
    title: '带稳态调节的无监督学习（Diehl & Cook）',
    summary:
      '八个条形轮流呈现给 16 个神经元。脉冲增强所见图形的突触，每半秒把每个神经元的权重缩放到同一总和，阈值随每次发放升高，于是在 30 s 内每个条形都有自己的神经元。',
  },
  'brunel-2000': {
    title: '稀疏网络，异步不规则态（AI）',
    summary: `${brunel}每个神经元以 38 Hz 不规则发放；群体发放率有起伏，却没有自己的节律。`,
  },
  'brunel-2000-sr': {
    title: '稀疏网络，同步规则态（SR）',
    summary: `${brunel}兴奋占上风：神经元成为 312 Hz 的振荡器，成排齐射，两排之间相隔一个延迟。`,
  },
  'brunel-2000-ar': {
    title: '稀疏网络，异步规则态（AR）',
    summary: `${brunel}延迟散布到 3 ms，齐射消失，每个神经元按自己的节拍规则发放。`,
  },
  'brunel-2000-si-fast': {
    title: '稀疏网络，快速同步不规则态（SI）',
    summary: `${brunel}群体以约 175 Hz 振荡，而每个神经元以 60 Hz 不规则发放，约三个周期发放一次。`,
  },
  'brunel-2000-si-slow': {
    title: '稀疏网络，慢速同步不规则态（SI）',
    summary: `${brunel}外部输入略低于阈值频率，群体以约 20 Hz 振荡，每个神经元以 5 Hz 发放。`,
  },
  'brunel-2000-plane': {
    title: '稀疏网络的相图：64 个网络同时运行',
    summary:
      '64 个各含 500 个神经元的网络并排运行，各有自己的抑制强度 g 与外部频率 η。网络小而突触少且强（100 个 1 mV 代替 1000 个 0.1 mV），呈现同样的状态，只是边界模糊。',
  },
  microcircuit: {
    title: '皮层微环路：一平方毫米之下的四层',
    summary:
      '规模为 1 时有 77 169 个漏积分发放神经元与 298 880 968 个突触，发放率与不规则性由实测的连接得出；规模较小时，每个神经元保留其输入的均值和一部分输入。',
  },
  'gap-pair': {
    title: '以缝隙连接相连的两个神经元',
    summary:
      '一个受驱动的乌贼轴突与一个没有驱动的，由一个电阻相连：第二个跟着发放，约晚一毫秒。低于 0.1 mS/cm² 时它只跟上一部分脉冲或完全不跟；g_gap 为 0 时它静息。',
  },
  'gap-interneurons': {
    title: '以缝隙连接耦合的中间神经元，γ 节律',
    summary:
      '驱动各不相同的 Wang–Buzsáki 神经元，带有稀疏的抑制，每个有八个缝隙连接：约 40 Hz 的共同节律。运行时把 g_gap 设为 0，节律便散开；恢复后在几个周期内重新形成。',
  },
  kuramoto: {
    title: 'Kuramoto 振子',
    summary:
      '相位按彼此之差的正弦相互牵引；每个在越过 π 时发放。超过 K = 2γ 后一部分锁定，序参量为 √(1 − 2γ/K)：这里为 0.77。',
  },
  'wang-2002': {
    title: '决策与工作记忆（Wang）',
    summary:
      '2000 个神经元，其中两个选择性的群通过共同的抑制竞争。500 到 1500 ms 的输入让一个群获胜；输入结束后它继续发放，因为 NMDA 门控会饱和且衰减缓慢。门控按来源保存，并对所有来源求和。',
  },
  lif: {
    title: '漏积分发放神经元',
    summary:
      '漏水的桶：C dV/dt = −g_L(V − E_L) + I，到达阈值即发放并重置，保持 T_ref。低于基强度 150 pA 时它就是一个 RC 电路，按精确解积分。',
  },
  'lif-fi': {
    title: '漏积分发放神经元的 f–I 曲线',
    summary:
      '200 个神经元，各加一个恒定电流，从 I_low 到 I_high：一次运行得到发放率与电流的关系，基强度为 150 pA，饱和于 1/T_ref。',
  },
  'lif-dimensionless': {
    title: '所有漏积分发放神经元都是同一个神经元',
    summary:
      '三个神经元，电容、漏电导、静息电位与阈值各不相同，电流和重置都由同一对 (i, v_r) 决定，旁边是 dv/dt = −v + i。以 τ_m 计时，它们同时发放。',
  },
  'lif-impedance': {
    title: '膜的阻抗，400 个频率同时测',
    summary:
      '400 个神经元，各加一个正弦电流，频率从 f_low 到 f_high：一次运行得到幅值与相位随频率的变化（伯德图）。转折频率为 1/(2π τ_m) = 8 Hz。',
  },
  'lif-chirp': {
    title: '向膜注入 ZAP 电流',
    summary: '一个神经元，电流的频率从 f_low 按等比升到 f_high：膜电位的包络就是阻抗。',
  },
  'lif-adaptive': {
    title: '自适应阈值带来的发放频率适应',
    summary:
      '每发放一次，阈值升高 α，随后以 τ_θ 恢复，于是脉冲间期逐次变长，直到脉冲到脉冲映射的不动点。α 大而 τ_θ 长时神经元成为相位型：放几个脉冲，然后长久沉默。',
  },
  'lif-noisy': {
    title: '带噪声的漏积分发放神经元，重复 1000 次',
    summary:
      '同一个电流，1000 个神经元各有独立的白噪声，标准差为 σ：脉冲时刻的抖动等于 σ 除以阈值处的斜率；低于基强度时，单凭噪声也能发放，其频率由 Siegert 公式给出。',
  },
  'lif-channels': {
    title: '带通道噪声的漏积分发放神经元，重复 1000 次',
    summary: '漏电导由 N 个通道组成，各以概率 p 开放；通道越少，开放数目的涨落越大。脉冲时刻的抖动随 1/√N 减小。',
  },
  qif: {
    title: '二次积分发放神经元',
    summary:
      '能自己产生脉冲的最简单的神经元：dV/dt 随到 V_T 的距离的平方增长。略高于 I_T 时，发放率随电流的平方根上升。',
  },
  theta: {
    title: 'θ 神经元',
    summary: '放到圆周上的二次积分发放神经元：相位通过 π 即为一次发放。其频率为 √i/(πτ)。',
  },
  eif: {
    title: '指数积分发放神经元',
    summary: '带漏电导的神经元，脉冲由尖锐度为 Δ_T 的指数电流启动；Δ_T 趋于 0 时它成为漏积分发放神经元。',
  },
  'adex-tonic': adex('持续发放'),
  'adex-adapting': adex('频率适应'),
  'adex-initial-burst': adex('起始簇发放'),
  'adex-regular-bursting': adex('规则簇发放'),
  'adex-delayed-accelerating': adex('延迟加速发放'),
  'adex-delayed-bursting': adex('延迟规则簇发放'),
  'adex-transient': adex('瞬态发放'),
  'adex-irregular': adex('不规则发放'),
  'izhikevich-rs': izhikevich('规则发放', 'RS'),
  'izhikevich-ib': izhikevich('内在簇发放', 'IB'),
  'izhikevich-ch': izhikevich('颤振发放', 'CH'),
  'izhikevich-fs': izhikevich('快速发放', 'FS'),
  'izhikevich-lts': izhikevich('低阈值发放', 'LTS'),
  'izhikevich-tc': izhikevich('丘脑皮层型，反跳簇发放', 'TC'),
  'izhikevich-rz': izhikevich('共振器', 'RZ'),
  'rallpack-1': {
    title: 'Rallpack 1：被动电缆',
    summary:
      '一根长一个长度常数、两端封闭的电缆，分为 101 个房室，一端注入恒定电流。其电压有闭式解，两端与之的均方根差不超过 0.003 mV。',
  },
  'rallpack-2': {
    title: 'Rallpack 2：十级的被动树',
    summary:
      '一棵有 1023 个分支的二叉树，末端封闭，主干注入恒定电流。各级分支保持 d^(3/2) 之和，因而整棵树等同于一根 320 µm 的圆柱，其电压有闭式解，主干与末端与之的均方根差不超过 0.0003 mV。',
  },
  'rallpack-3': {
    title: 'Rallpack 3：带乌贼轴突通道的电缆',
    summary:
      'Rallpack 1 的电缆，加上乌贼轴突的钠、钾通道。恒定电流每 14.5 ms 引起一个脉冲，它经 2.7 ms 传到远端，并在那里计数。',
  },
  'dendrite-ring': {
    title: '带树突神经元的环',
    summary:
      '五个神经元，各有一个带乌贼轴突通道的胞体和一根被动树突；每个脉冲 5 ms 后到达下一个神经元树突的中点。10 ms 时的一次输入激起一个脉冲，它便一圈又一圈地传下去。',
  },
  'branched-cell': {
    title: '取自 SWC 文件的分枝神经元',
    summary:
      '胞体与轴突带有乌贼轴突的通道，基底树突与顶簇是被动的，共 48 个房室。突触与电流引起三个脉冲，每个都始于轴突末端，比胞体早 0.4 至 0.8 ms。',
  },
  'traub-1991': {
    title: '带钙脉冲的 CA3 锥体神经元（Traub 等 1991）',
    summary:
      '19 个房室的电缆，钠通道在胞体附近，钙通道在树突上。注入顶树突的电流使其不断重复钙脉冲，每个钙脉冲在胞体上带出两个钠脉冲；把 I_d 换成 I，它便簇发放，自 0.8 nA 起发放单个脉冲。',
  },
  'ball-and-stick': {
    title: '球棍模型：胞体与一根树突',
    summary:
      '胞体带有乌贼轴突的通道，一根 400 µm 的被动树突上有三个突触。五次输入各引起一个脉冲；突触越近越强，脉冲来得越早：三个突触一齐输入之后 0.9 ms，两个较远的突触输入之后 4 ms。',
  },
};

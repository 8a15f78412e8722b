/** 漏积分发放神经元的故事，中文。 */
import type { StoryText } from '../story.ts';

export const lifZh: StoryText = {
  title: '从漏水的桶到一族神经元',
  summary: '一步一步认识漏积分发放细胞；每个公式旁边都有一次可以反驳它的模拟。',
  source: '取材于一章介绍漏积分发放模型的文字。每个公式都在本页用模拟核对。',
  lines: {
    formula: '公式',
    simulated: '模拟',
    measured: '实测',
    threshold: '阈值',
    spikes: '脉冲',
    physical1: '200 pF，10 nS',
    physical2: '100 pF，10 nS',
    physical3: '500 pF，12.5 nS',
    dimensionless: 'dv/dt = −v + i',
    steep: '300 pA：陡',
    shallow: '180 pA：缓',
    leaky: '代替它的漏积分细胞',
    axon: '乌贼轴突',
    bound: '下界',
  },
  sections: {
    bucket: {
      heading: '桶',
      text: [
        '往一只有洞的桶里倒水：水位上升，直到流进多少就漏掉多少。细胞膜对电荷也是这样。它存电荷（电容 `C`），也漏电荷（电导 `g_L`），最后停在流入与漏出相抵的地方：`C dV/dt = −g_L(V − E_L) + I`。',
        '有多快？方程里只有一个时间，`τ_m = C/g_L`。这里用 100 pA 把细胞从 −80 mV 带到 −55 mV。',
      ],
      caption: '模拟的电位叠在公式上。',
      claims: {
        tau: {
          says: '过了一个 τ_m，电位就差不多到位了。',
          found:
            '过了一个 τ_m（{tau:0} ms，从曲线上量得 {read:1} ms），还剩 {left1:0} % 的路。要三个 τ_m 才只剩 {left3:0} %。',
        },
      },
    },
    fire: {
      heading: '火花',
      text: [
        '桶不会传话，所以再加一条规则：电位一到阈值 `V_th`，就记下一个脉冲，电位回到 `V_r`，并在那里停上 `T_ref`。脉冲没有形状，要紧的只是时刻。',
        '把两个脉冲之间的解写出来，就得到间期：`T = T_ref + τ_m ln((V_∞ − V_r)/(V_∞ − V_th))`。',
      ],
      caption: '200 pA。竖线标出脉冲；模型本身不给脉冲任何形状。',
      claims: {
        interval: {
          says: '恒定电流下的间期由这个公式给出。',
          found: '公式 {formula:2} ms，模拟 {interval:2} ms，步长 {dt:2} ms。',
        },
      },
    },
    fi: {
      heading: '从电流到频率',
      text: [
        '两百个细胞同时跑，各得一份不同的电流。间期的倒数就是频率，对电流画出来，就是细胞的传递函数。',
        '要留意，印出的公式只在 `V_∞` 高于阈值时成立。低于它，对数没有意义，细胞也不放电。',
      ],
      caption: '点：模拟的 200 个细胞。线：公式。',
      claims: {
        curve: {
          says: '低于临界电流就沉默；高于它，频率随电流增长，越长越慢。',
          found:
            '到 {silent:0} pA 仍沉默，从 {firing:0} pA 起放电，基强度正是 {rheobase:0} pA。200 个细胞的间期最多偏 {worst:2} ms，而一步是 {dt:2} ms；曲线处处向下弯。',
        },
        limit: {
          says: '最终由不应期封顶。',
          found:
            '对，但要走得很远：2000 pA 时是 {top:0} Hz，要到 1 µA 才达到 {saturated:0} Hz，而 1/T_ref 是 {limit:0} Hz。',
        },
      },
    },
    dimensionless: {
      heading: '归根到底是同一个',
      text: [
        '时间用 `τ_m` 量，电位用静息到阈值的距离量。六个参数便只剩下 `dv/dt = −v + i` 和一个重置值 `v_r`。这里让三个大小悬殊的细胞和一个没有量纲的细胞一起跑，`i = 1.5`，`v_r = 0`。',
      ],
      caption: '四个细胞的脉冲，时间各按自己的 τ 来数。',
      claims: {
        one: {
          says: '换成这些单位，所有这类细胞的脉冲序列都一样。',
          found: '确实：ln((i − v_r)/(i − 1)) = {formula:4}，实测 {measured:4}，四者每个间期相差不到 {apart:3}。',
        },
        pair: {
          says: '起作用的只有 (i, v_r) 这一对数。',
          found:
            '前提是没有不应期，因为不应期自带一个时间。取 T_ref = 5 ms，同样一对数：τ_m 为 20 ms 的细胞每 {slow:2} 个 τ_m 放电一次，4 ms 的细胞每 {quick:2} 个。',
        },
      },
    },
    filter: {
      heading: '低通滤波器',
      text: [
        '让电流摆动起来。摆得慢，膜电位跟得上；摆得快，电荷来了又走，电位还没来得及动。两个振幅之比就是阻抗 `R/√(1 + (ωτ_m)²)`。',
      ],
      caption: '40 个细胞，各用一个频率。点为实测，线为公式。',
      claims: {
        filter: {
          says: '细胞累积慢的信号，忽略快的噪声。',
          found:
            '1 Hz 时 {slow:0} MΩ，100 Hz 时 {fast:1} MΩ，只剩 {share:0} %；转折在 {corner:1} Hz。所有点偏离公式不超过 {worst:1} %。不过“忽略”说得重了些：快的成分按 1/f 变小，并没有消失。',
        },
      },
    },
    adaptation: {
      heading: '学会疲倦',
      text: [
        '电流不变，真实的细胞却会慢下来。一种说法是：每个脉冲把阈值抬高 `α`，阈值再以 `τ_θ` 落回去。下一个脉冲要跨的坎高了，再下一个更高，直到每次抬起的和其间落下的正好相抵。',
      ],
      caption: '250 pA 下的电位与阈值。',
      claims: {
        fatigue: {
          says: '持续刺激下，发放频率逐渐下降。',
          found: '间期从 {first:1} ms 长到 {last:1} ms，然后不再变；脉冲到脉冲的映射，不动点是 {formula:1} ms。',
        },
        phasic: {
          says: '换一组参数，细胞便是相位性（phasic）的，也就是快速发放。',
          found:
            'phasic 不是这个意思，它指的是只回应刺激的开始，随后沉默。取 α = 30 mV、τ_θ = 500 ms，600 ms 里细胞只放电 {phasic:0} 次；上面那个持续（tonic）发放的细胞是 {tonic:0} 次。',
        },
      },
    },
    noise: {
      heading: '一点噪声',
      text: [
        '通道随机开合，电位就会颤动。这对脉冲的时刻有什么影响？如果电位陡峭地穿过阈值，电位上的颤动落到时间上就很小；如果是慢慢爬上去的，就会很大。',
        '同一个细胞重复一千次，做两回：一回电流强，一回电流弱。',
      ],
      caption: '1000 次重复中第一个脉冲的时刻。',
      claims: {
        slope: {
          says: '脉冲时刻的抖动等于噪声除以斜率。',
          found:
            '陡：{steep:2} ms，公式 {steepFormula:2} ms。缓：{shallow:2} ms，公式 {shallowFormula:2} ms。噪声相同，抖动差了 {ratio:1} 倍。而在基强度以下，单凭噪声也能放电：{below:1} Hz，Siegert 公式给出 {siegert:1} Hz。',
        },
        channels: {
          says: '通道越少，抖动越大。',
          found: '100 个通道时 {few:2} ms，10 000 个时 {many:2} ms，相差 {channels:1} 倍，正是一百的平方根。',
        },
      },
    },
    linear: {
      heading: '直线做不到的事',
      text: [
        '真实膜的电导随电位而变。在某个电位附近，仍可用一个漏积分细胞来代替它，电阻取那里的斜率。这里对静息的乌贼轴突这样做，再给两者同样小的一级 0.1 µA/cm²。',
      ],
      caption: '轴突对小台阶的响应，以及用同样 R 和 τ 的漏积分细胞。',
      claims: {
        local: {
          says: '在工作点附近，漏积分细胞是极好的近似。',
          found:
            '就最后停住的高度来说，是的。途中轴突却冲过头 {overshoot:0} %：钾电流来得迟，又把电位拉回来，于是它会振荡。漏积分细胞只有一个时间常数，做不到。',
        },
        varies: {
          says: '电阻和时间常数随电位而变。',
          found: '变得很厉害：−65 mV 处 τ 为 {tau:2} ms，−50 mV 处为 {tau50:2} ms。',
        },
      },
    },
    zeno: {
      heading: '会放出无穷多个脉冲吗',
      text: [
        '带跳跃的系统原则上可以越跳越快，在某一刻之前堆出无穷多个脉冲，好比芝诺的悖论。这里不会：电位总要从 `V_r` 爬到 `V_th`，电流有界，爬升的速度就有界。',
      ],
      caption: '去掉不应期时的间期，以及可能的最短间期。',
      claims: {
        zeno: {
          says: '输入有界，脉冲就不会无限堆积。',
          found: '就算给 {top:0} nA，两个脉冲之间也要 {least:3} ms；下界是 {bound:3} ms。',
        },
      },
    },
  },
};

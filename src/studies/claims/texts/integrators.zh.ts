/** 积分方法的故事，中文。 */
import type { StoryText } from '../text.ts';

export const integratorsZh: StoryText = {
  title: '同一根轴突，不同的走法',
  summary: '两种指数欧拉法和一根乌贼轴突：哪个更准，哪个更快，教程里那张图到底说明了什么。',
  source: '取材于 braincell 的积分方法教程。文中的精确曲线都在本页算到十位有效数字。',
  lines: {
    driven: '教程的细胞，10 nA/cm²',
    alone: '教程的细胞，无电流',
    classic: '1952 年的模型，10 µA/cm²',
    exact: '精确解',
    exp_euler: 'exp_euler',
    ind_exp_euler: 'ind_exp_euler',
    staggered: 'staggered',
    rk4fine: 'rk4，dt 0.05 ms',
    rk4coarse: 'rk4，dt 0.1 ms',
    meant5: '5 µA/cm²',
    meant10: '10 µA/cm²',
    meant15: '15 µA/cm²',
  },
  parameters: {},
  sections: {
    cell: {
      heading: '台上放的是哪个细胞？',
      text: [
        '教程从库里搭出一个 Hodgkin–Huxley 细胞。钾电导沿用了库的默认值 10 mS/cm²，而 1952 年的论文是 36；漏电导写的是 0.03 mS/cm²，而论文是 0.3。所有门控变量从零开始。',
        '然后注入 10 nA/cm²，只有惯用的 10 µA/cm² 的千分之一。请把有电流的、没有电流的，和论文里的模型放在一起看。',
      ],
      caption: '三条曲线都算到十位有效数字。',
      claims: {
        classic: {
          says: '这是经典模型，复现了原始论文的离子通道。',
          found: '门控动力学是，电导却不是。它以 {rate:0} Hz 放电，而论文的模型在 10 µA/cm² 下是 {rateClassic:0} Hz。',
        },
        current: {
          says: '持续的 10 nA/cm² 触发了动作电位。',
          found:
            '没有它也照样放电：100 ms 内，无电流时 {spikesAlone:0} 个动作电位，有电流时 {spikes:0} 个，电流只把最后一个挪动了 {shift:1} ms。钾电导这么小，细胞根本没有稳定的静息电位。',
        },
      },
    },
    pair: {
      heading: '同一起点，两种指数法',
      text: [
        '`ind_exp_euler` 一个变量一个变量地解，好像在这一步里别的变量都不动。`exp_euler` 把整个细胞当作一个线性系统，用矩阵指数往前推。同一个细胞、同一个起点、0.1 ms 的步长，底下垫着精确解。',
      ],
      caption: '上图为 100 ms，下图把第三个动作电位放大。',
      claims: {
        timing: {
          says: 'exp_euler 更贴近动作电位的时程。',
          found: '就时刻而言，好得多：它的第三个动作电位只晚 {lateFull:3} ms，ind_exp_euler 晚 {lateOwn:2} ms。',
        },
        peaks: {
          says: '它的峰值也更接近真值。',
          found:
            '恰恰相反：在这个步长下，它采到的峰值最多偏离真值 {peakFull:1} mV，ind_exp_euler 最多偏离 {peakOwn:1} mV。曲线弯得最厉害的地方，线性的一步会冲过头。',
        },
      },
    },
    starts: {
      heading: '那张图里到底是什么',
      text: [
        '教程的图里，两条曲线渐渐错开 5 到 7 ms，读者自然以为这就是两种方法的差别。可是每个细胞在建立时都得到一个随机的初始膜电位，所以图里比的不只是两种方法，还是两个细胞。',
      ],
      caption: '照教程的做法，各用各的细胞：起点分别是 {V1:1} 和 {V2:1} mV。',
      claims: {
        figure: {
          says: '两条曲线的间隔就是积分方法的差别。',
          found:
            '这里第三个动作电位相距 {apart:1} ms。换成精确求解，这两个细胞本来就差 {apartExact:1} ms；归方法的是 {rule:1} ms。初始膜电位换一组，图就是另一个样子。',
        },
      },
    },
    cost: {
      heading: '一步要花多少，又值多少？',
      text: [
        '每个细胞每一步都算一次矩阵指数，代价不小。其实还有第三种走法，计算量和便宜的那种一样：`staggered` 先用旧的门控变量推进膜电位，再用新的膜电位推进门控变量。每条线都随步长下降，斜率就是方法的阶。',
      ],
      caption: '第三个动作电位的时刻误差与步长的关系，就在你的机器上现测。',
      claims: {
        speed: {
          says: 'ind_exp_euler 更快。',
          found: '没错：在本页的参考程序里，exp_euler 的一步要花 {ratio:0} 倍的时间。',
        },
        enough: {
          says: '对大规模网络，ind_exp_euler 的精度已经够用。',
          found:
            '要看问的是什么。它的第三个动作电位偏 {errorOwn:2} ms，步长减半，误差也只减半（降到 1/{halving:2}）。同样的计算量，staggered 只偏 {errorStaggered:2} ms，误差小到约 1/{gain:0}。',
        },
      },
    },
    rk4: {
      heading: '练习：四阶方法',
      text: [
        '龙格–库塔法（rk4）是四阶的，那该是最好的了？阶数说的是步长缩小时误差缩得多快，并不管步长小到多少它才开始管用。钠通道打开时，膜电位在 0.03 ms 上下就弛豫完毕；rk4 的步长一旦超过它的 2.8 倍，也就是 0.08 ms，解就发散了。',
      ],
      caption: '两种步长的 rk4，底下是精确解。',
      claims: {
        rk4: {
          says: '试试 rk4，比较它的精度。',
          found:
            '用教程自己的 0.1 ms 步长，它在 {blowUp:1} ms 处发散。换成 0.05 ms，第三个动作电位的时刻误差只有 {lateFine:5} ms。',
        },
      },
    },
    currents: {
      heading: '练习：换一换电流',
      text: [
        '练习要试 5 和 15 nA/cm²。对教程里的细胞，这几乎是拿零和零比。换成本来想用的单位，再换上论文的模型，才是值得做的实验：5 µA/cm² 不足以维持重复放电（需要 6.0 到 6.3），10 和 15 则绰绰有余。',
      ],
      caption: '1952 年的模型，分别注入 5、10、15 µA/cm²。',
      claims: {
        currents: {
          says: '电流从 5 加到 15 nA/cm²，发放频率随之变化。',
          found:
            '照印出的单位，{printed5:1} Hz 变成 {printed15:1} Hz，几乎没变。换成 µA/cm² 和论文的模型：5 时只有 {spikes5:0} 个动作电位便沉默，10 时 {meant10:0} Hz，15 时 {meant15:0} Hz。',
        },
      },
    },
    long: {
      heading: '练习：跑上半秒',
      text: [
        '2 ms 的误差会一直是 2 ms 吗？如果一种方法把每个周期都算长一点，那么每个动作电位都会再晚一点，就像一只走慢的钟。',
      ],
      caption: '每个动作电位晚了多少，dt 0.1 ms。',
      claims: {
        long: {
          says: '模拟越长，误差积累越多。',
          found:
            '的确，而且与时间成正比：到第 {spikes:0} 个动作电位，ind_exp_euler 已晚 {own:1} ms，是半程时的 {growth:1} 倍，因为它的周期长了 {period:1} %。staggered 偏 {staggered:2} ms，exp_euler 偏 {full:2} ms。',
        },
      },
    },
  },
};

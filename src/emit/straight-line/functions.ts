/**
 * Functions written out in +, −, ×, ÷, floor, ceil and powers of two, so that a C compiler's program has the bits of V8's `Math`.
 *
 * V8's `Math.exp`, `Math.expm1`, `Math.tanh` and `Math.log` are those of fdlibm (Sun Microsystems, 1993; e_exp.c, s_expm1.c, s_tanh.c,
 * e_log.c), and so are the operations here, in their order. Multiplying by 2^k is exact where fdlibm adds k to the exponent, but for
 * results that are subnormal or near the end of the range (|x| > 708).
 */
import { assign, type CodeStatement, type Dialect, repeat, when } from './statement.ts';

export type HelperName = 'gexp' | 'gexpm1' | 'gexprel' | 'gtanh' | 'glog' | 'gsingle';

/** One function of `x`, whose result is the last value of `res`. */
export interface WrittenFunction {
  readonly name: HelperName;
  readonly body: readonly CodeStatement[];
}

/** The f64 whose upper 32 bits are these and whose lower are 0: fdlibm compares arguments by their upper halves. */
function fromHigh(high: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, high);
  return view.getFloat64(0);
}

const HALF_LN2 = fromHigh(0x3fd62e43);
const THREE_HALVES_LN2 = fromHigh(0x3ff0a2b2);
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const PER_LN2 = Math.LOG2E;
const P = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6, 4.1381367970572385e-8,
] as const;
const Q = [
  -0.03333333333333313, 0.0015873015872548146, -7.93650757867488e-5, 4.008217827329362e-6, -2.0109921818362437e-7,
] as const;
/** From here on −x has expm1 −1, by fdlibm: 56 ln 2. */
const BEYOND_56_LN2 = fromHigh(0x4043687a);

/** a = |x| and x = k·ln 2 + r, k in `k`, r in `r`; `hi` and `lo` its parts. */
const reduction = (d: Dialect): CodeStatement[] => {
  const n = d.number;
  return [
    assign('high', 'x'),
    assign('low', n(0)),
    assign('twos', n(0)),
    assign('size', d.absolute('x')),
    when(`size >= ${n(HALF_LN2)}`, [
      when(
        `size < ${n(THREE_HALVES_LN2)}`,
        [when(`x > ${n(0)}`, [assign('twos', n(1))], [assign('twos', n(-1))])],
        [
          when(
            `x > ${n(0)}`,
            [assign('twos', `floor(${n(PER_LN2)} * x + ${n(0.5)})`)],
            [assign('twos', `ceil(${n(PER_LN2)} * x - ${n(0.5)})`)],
          ),
        ],
      ),
      assign('high', `x - twos * ${n(LN2_HIGH)}`),
      assign('low', `twos * ${n(LN2_LOW)}`),
    ]),
    assign('rest', 'high - low'),
  ];
};

/** c₀ + u(c₁ + u(c₂ + …)), as text. */
const horner = (u: string, coefficients: readonly string[]): string =>
  coefficients.reduceRight((rest, c) => (rest === '' ? c : `${c} + ${u} * (${rest})`), '');

const twoTo = (d: Dialect, k: string): string => d.power(d.number(2), k);

const exponential = (d: Dialect): CodeStatement[] => {
  const n = d.number;
  const one = n(1);
  const two = n(2);
  return [
    ...reduction(d),
    assign('sq', 'rest * rest'),
    assign('corr', `rest - sq * (${horner('sq', P.map(n))})`),
    when(
      `twos == ${n(0)}`,
      [assign('res', `${one} - ((rest * corr) / (corr - ${two}) - rest)`)],
      [assign('res', `(${one} - ((low - (rest * corr) / (${two} - corr)) - high)) * ${twoTo(d, 'twos')}`)],
    ),
    when(`size < ${n(2 ** -28)}`, [assign('res', `${one} + x`)]),
    when(`x == ${one}`, [assign('res', n(Math.E))]),
  ];
};

const exponentialMinusOne = (d: Dialect): CodeStatement[] => {
  const n = d.number;
  const one = n(1);
  const half = n(0.5);
  return [
    ...reduction(d),
    assign('corr', '(high - rest) - low'),
    assign('halfr', `${half} * rest`),
    assign('hxs', 'rest * halfr'),
    assign('inner', horner('hxs', [one, ...Q.map(n)])),
    assign('sq', `${n(3)} - inner * halfr`),
    assign('err', `hxs * ((inner - sq) / (${n(6)} - rest * sq))`),
    when(
      `twos == ${n(0)}`,
      [assign('res', 'rest - (rest * err - hxs)')],
      [
        assign('err', 'rest * (err - corr) - corr'),
        assign('err', 'err - hxs'),
        when(
          `twos == ${n(-1)}`,
          [assign('res', `${half} * (rest - err) - ${half}`)],
          [
            when(
              `twos == ${one}`,
              [
                when(
                  `rest < ${n(-0.25)}`,
                  [assign('res', `${n(-2)} * (err - (rest + ${half}))`)],
                  [assign('res', `${one} + ${n(2)} * (rest - err)`)],
                ),
              ],
              [
                assign('pos', twoTo(d, 'twos')),
                when(
                  d.or(`twos <= ${n(-2)}`, `twos > ${n(56)}`),
                  [assign('res', `(${one} - (err - rest)) * pos - ${one}`)],
                  [
                    assign('neg', twoTo(d, `(${n(0)} - twos)`)),
                    when(
                      `twos < ${n(20)}`,
                      [assign('res', `((${one} - neg) - (err - rest)) * pos`)],
                      [assign('res', `((rest - (err + neg)) + ${one}) * pos`)],
                    ),
                  ],
                ),
              ],
            ),
          ],
        ),
      ],
    ),
    when(`size < ${n(2 ** -54)}`, [assign('res', 'x')]),
    when(`x < ${n(-BEYOND_56_LN2)}`, [assign('res', n(-1))]),
  ];
};

const relative = (d: Dialect): CodeStatement[] => [
  assign('res', d.number(1)),
  when(`x != ${d.number(0)}`, [assign('res', 'gexpm1(x) / x')]),
];

const hyperbolicTangent = (d: Dialect): CodeStatement[] => {
  const n = d.number;
  const [one, two] = [n(1), n(2)];
  return [
    assign('size', d.absolute('x')),
    assign('res', one),
    when(`size < ${n(22)}`, [
      when(
        `size >= ${one}`,
        [assign('sq', `gexpm1(${two} * size)`), assign('res', `${one} - ${two} / (sq + ${two})`)],
        [assign('sq', `gexpm1(${n(-2)} * size)`), assign('res', `(-sq) / (sq + ${two})`)],
      ),
    ]),
    when(`x < ${n(0)}`, [assign('res', '-res')]),
    when(`size < ${n(2 ** -28)}`, [assign('res', 'x')]),
    // NaN stays what it is.
    when('x != x', [assign('res', 'x')]),
  ];
};

const L = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;
/** fdlibm looks at the first 20 bits of the fraction of x/2^k: from here on it halves it once more, √2 or so, … */
const SQRT2_BITS = 0x6a09c;
/** … and between these it takes another form of the sum. */
const MIDDLE_BITS = [0x6147a, 0x6b851] as const;

const logarithm = (d: Dialect): CodeStatement[] => {
  const n = d.number;
  const [zero, one, two, half] = [n(0), n(1), n(2), n(0.5)];
  const [l1, l2, l3, l4, l5, l6, l7] = L.map(n);
  const [high, low] = [`twos * ${n(LN2_HIGH)}`, `twos * ${n(LN2_LOW)}`];
  return [
    assign('res', 'x'),
    when(`x == ${zero}`, [assign('res', `${n(-1)} / (x * x)`)]),
    when(`x < ${zero}`, [assign('res', '(x - x) / (x - x)')]),
    when(d.and(`x > ${zero}`, `x <= ${n(Number.MAX_VALUE)}`), [
      assign('size', 'x'),
      assign('twos', zero),
      repeat(`size < ${one}`, [assign('size', `size * ${two}`), assign('twos', `twos - ${one}`)]),
      repeat(`size >= ${two}`, [assign('size', `size * ${half}`), assign('twos', `twos + ${one}`)]),
      assign('bits', `floor((size - ${one}) * ${n(2 ** 20)})`),
      when(`bits >= ${n(SQRT2_BITS)}`, [assign('size', `size * ${half}`), assign('twos', `twos + ${one}`)]),
      assign('rest', `size - ${one}`),
      when(
        d.or(`bits < ${one}`, `bits >= ${n(2 ** 20 - 2)}`),
        [
          assign('sum', `rest * rest * (${half} - ${n(0.3333333333333333)} * rest)`),
          when(
            `rest == ${zero}`,
            [assign('res', `${high} + ${low}`)],
            [
              when(
                `twos == ${zero}`,
                [assign('res', 'rest - sum')],
                [assign('res', `${high} - ((sum - ${low}) - rest)`)],
              ),
            ],
          ),
        ],
        [
          assign('part', `rest / (${two} + rest)`),
          assign('sq', 'part * part'),
          assign('quart', 'sq * sq'),
          assign('even', `quart * (${l2} + quart * (${l4} + quart * ${l6}))`),
          assign('odd', `sq * (${l1} + quart * (${l3} + quart * (${l5} + quart * ${l7})))`),
          assign('sum', 'odd + even'),
          when(
            d.and(`bits >= ${n(MIDDLE_BITS[0])}`, `bits <= ${n(MIDDLE_BITS[1])}`),
            [
              assign('halfsq', `${half} * rest * rest`),
              when(
                `twos == ${zero}`,
                [assign('res', 'rest - (halfsq - part * (halfsq + sum))')],
                [assign('res', `${high} - ((halfsq - (part * (halfsq + sum) + ${low})) - rest)`)],
              ),
            ],
            [
              when(
                `twos == ${zero}`,
                [assign('res', 'rest - part * (rest - sum)')],
                [assign('res', `${high} - ((part * (rest - sum) - ${low}) - rest)`)],
              ),
            ],
          ),
        ],
      ),
    ]),
  ];
};

/** Rounded to the 24 bits of f32, ties to even; arguments whose f32 is subnormal lose what lies below 2^−149. */
const single = (d: Dialect): CodeStatement[] => {
  const n = d.number;
  return [
    assign('size', d.absolute('x')),
    assign('res', 'x'),
    assign('scale', n(1)),
    when(d.and(`size > ${n(0)}`, `size < ${n(2 ** 128)}`), [
      repeat(d.and(`size * scale < ${n(2 ** 23)}`, `scale < ${n(2 ** 149)}`), [assign('scale', `scale * ${n(2)}`)]),
      repeat(`size * scale >= ${n(2 ** 24)}`, [assign('scale', `scale * ${n(0.5)}`)]),
      assign('scaled', 'size * scale'),
      assign('whole', 'floor(scaled)'),
      assign('rest', 'scaled - whole'),
      when(d.or(`rest > ${n(0.5)}`, `(${d.and(`rest == ${n(0.5)}`, `whole != ${n(2)} * floor(whole * ${n(0.5)})`)})`), [
        assign('whole', `whole + ${n(1)}`),
      ]),
      assign('res', 'whole / scale'),
      when(`x < ${n(0)}`, [assign('res', '-res')]),
    ]),
  ];
};

const bodies: Readonly<Record<HelperName, (d: Dialect) => CodeStatement[]>> = {
  gexp: exponential,
  gexpm1: exponentialMinusOne,
  gexprel: relative,
  gtanh: hyperbolicTangent,
  glog: logarithm,
  gsingle: single,
};

const calls: Readonly<Partial<Record<HelperName, readonly HelperName[]>>> = {
  gexprel: ['gexpm1'],
  gtanh: ['gexpm1'],
};

/** The functions named and those that they call, each after what it calls. */
export function writtenFunctions(names: Iterable<HelperName>, d: Dialect): WrittenFunction[] {
  const all = new Set<HelperName>();
  for (const name of names) {
    for (const called of calls[name] ?? []) all.add(called);
    all.add(name);
  }
  return [...all].map((name) => ({ name, body: bodies[name](d) }));
}

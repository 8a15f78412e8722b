/** Random cells. Each family is a function of the dice; ranges keep the values within some hundreds of their units. */
import type { Dice } from './dice.ts';
import type { CellForm, Condition, ParameterForm, StateForm } from './model.ts';
import {
  add,
  before,
  call,
  div,
  max,
  min,
  mul,
  n,
  neg,
  p,
  part,
  pow,
  s,
  sub,
  type Term,
  time,
  type Unit,
  where,
} from './terms.ts';

const state = (name: string, unit: Unit, slope: Term, held = false): StateForm => ({ name, unit, slope, held });
const parameter = (d: Dice, name: string, unit: Unit, low: number, high: number, spread = 0.2): ParameterForm => ({
  name,
  unit,
  value: d.between(low, high),
  perCell: d.chance(spread),
});
const above = (d: Dice, lhs: Term, rhs: Term): Condition => ({ kind: d.pick(['>', '>=', '>', 'crosses']), lhs, rhs });

/** An input that changes with time, as a part of a current or drive; `one` of its unit. */
function stimulus(d: Dice, size: number, unit: Unit): Term {
  const amplitude = n(d.between(-0.5 * size, size), unit);
  switch (d.whole(0, 4)) {
    case 0:
      return mul(amplitude, call('sin', div(mul(n(6.283), time), n(d.between(3, 20), 'ms'))));
    case 1: {
      // Between grid points, and apart from every stage of a step.
      const from = d.whole(2, 60) + 0.31;
      return mul(amplitude, { op: 'window', from, to: from + d.whole(5, 60) });
    }
    case 2: {
      const entries = Array.from({ length: d.whole(2, 6) }, () => d.between(-0.5 * size, size));
      return { op: 'table', name: 'course', unit, width: d.whole(7, 30), values: entries };
    }
    default:
      return amplitude;
  }
}

/** Synaptic variables: their lines, the names that events go to, and the term that they make (a conductance or a current). */
interface Synapse {
  readonly states: StateForm[];
  readonly parameters: ParameterForm[];
  readonly receives: string;
  readonly value: Term;
}

function synapse(d: Dice, label: string, unit: 'nS' | 'pA'): Synapse {
  const g = `${unit === 'nS' ? 'g' : 'I'}_${label}`;
  const tau = parameter(d, `tau_${label}`, 'ms', 0.6, 10);
  switch (d.whole(0, 2)) {
    case 0:
      return { states: [state(g, unit, div(neg(s(g)), p(tau.name)))], parameters: [tau], receives: g, value: s(g) };
    case 1: {
      const h = `h_${label}`;
      return {
        states: [
          state(g, unit, div(sub(mul(n(Math.E), s(h)), s(g)), p(tau.name))),
          state(h, unit, div(neg(s(h)), p(tau.name))),
        ],
        parameters: [tau],
        receives: h,
        value: s(g),
      };
    }
    default: {
      const h = `h_${label}`;
      const rise = parameter(d, `rise_${label}`, 'ms', 0.3, 0.55);
      return {
        states: [
          state(h, unit, div(neg(s(h)), p(rise.name))),
          state(g, unit, sub(div(s(h), p(rise.name)), div(s(g), p(tau.name)))),
        ],
        parameters: [tau, rise],
        receives: h,
        value: s(g),
      };
    }
  }
}

function refractoriness(
  d: Dice,
  name: string,
): Pick<CellForm, 'refractory'> & { parameters: ParameterForm[]; held: boolean } {
  const none = { refractory: undefined, parameters: [], held: false };
  switch (d.whole(0, 3)) {
    case 0:
      return none;
    case 1: {
      const duration = parameter(d, 't_ref', 'ms', 0.5, 4, 0.4);
      return { refractory: { kind: 'duration', value: p('t_ref') }, parameters: [duration], held: d.chance(0.7) };
    }
    case 2:
      return {
        refractory: { kind: 'duration', value: n(d.between(0.5, 4), 'ms') },
        parameters: [],
        held: d.chance(0.7),
      };
    default:
      // A cell that its reset brings below the level stays refractory for a step; one that stays above it, for longer.
      return {
        refractory: { kind: 'condition', is: { kind: '>', lhs: s(name), rhs: n(d.between(-58, -50), 'mV') } },
        parameters: [],
        held: false,
      };
  }
}

/** dv/dt = (E − v)/τ + (I + Σ currents)/C, and variants with conductances, adaptation and an exponential upstroke. */
function integrateAndFire(d: Dice, kind: 'current' | 'conductance'): CellForm {
  const unit = kind === 'current' ? 'pA' : 'nS';
  const synapses = ['e', 'i'].slice(0, d.whole(1, 2)).map((label) => synapse(d, label, unit));
  const capacity = parameter(d, 'C', 'pF', 100, 300);
  const leak = parameter(d, 'g_L', 'nS', 5, 20);
  const rest = parameter(d, 'E_L', 'mV', -75, -65);
  const drive = stimulus(d, 400, 'pA');
  const adapts = d.chance(0.35);
  const exponential = d.chance(0.4);
  const ref = refractoriness(d, 'v');
  const reversal = [n(d.between(-5, 5), 'mV'), n(d.between(-85, -75), 'mV')];
  const nmda = kind === 'conductance' && d.chance(0.25);
  const block = part('B', div(n(1), add(n(1), mul(n(0.28), call('exp', mul(n(-0.062, '1/mV'), s('v')))))));
  const currents = synapses.map(({ value }, k) => {
    if (kind === 'current') return value;
    const opened = nmda && k === 0 ? mul(value, block) : value;
    return part(`I_syn${k}`, mul(opened, sub(reversal[k]!, s('v'))));
  });
  const constant = parameter(d, 'I_0', 'pA', 0, 350, 0.5);
  let total = add(mul(p('g_L'), sub(p('E_L'), s('v'))), ...currents, p('I_0'), drive);
  const seen = exponential && d.chance(0.5) ? part('v_c', min(s('v'), n(-30, 'mV'))) : s('v');
  if (exponential) total = add(total, mul(p('g_L'), p('Delta'), call('exp', div(sub(seen, p('V_T')), p('Delta')))));
  if (adapts) total = sub(total, s('adapt'));
  const states = [state('v', 'mV', div(total, p('C')), ref.held), ...synapses.flatMap((x) => x.states)];
  const parameters = [capacity, leak, rest, constant, ...synapses.flatMap((x) => x.parameters), ...ref.parameters];
  if (exponential) parameters.push(parameter(d, 'V_T', 'mV', -52, -48), parameter(d, 'Delta', 'mV', 1.5, 3));
  const reset: { name: string; value: Term }[] = [
    { name: 'v', value: d.chance(0.5) ? p('E_L') : n(d.between(-68, -60), 'mV') },
  ];
  if (adapts) {
    parameters.push(
      parameter(d, 'tau_w', 'ms', 20, 200),
      parameter(d, 'a', 'nS', -1, 4),
      parameter(d, 'b', 'pA', 5, 80),
    );
    states.push(state('adapt', 'pA', div(sub(mul(p('a'), sub(seen, p('E_L'))), s('adapt')), p('tau_w'))));
    reset.push({ name: 'adapt', value: add(s('adapt'), p('b')) });
  }
  const level = n(exponential ? d.between(-42, -32) : d.between(-57, -52), 'mV');
  return {
    family: `${exponential ? (adapts ? 'AdEx' : 'exponential') : adapts ? 'adaptive' : 'leaky'} integrate-and-fire, ${nmda ? 'NMDA' : kind}s`,
    states,
    parameters,
    threshold: above(d, s('v'), level),
    reset,
    refractory: ref.refractory,
    inputs: [
      ...synapses.map((x, k) => ({
        name: x.receives,
        size: (k === 0 ? 1 : kind === 'current' ? -1 : 1) * (kind === 'current' ? 150 : 8),
      })),
      { name: 'v', size: 1.5 },
    ],
    start: { v: [-70, -58], ...(adapts ? { adapt: [0, 30] } : {}) },
    steps: exponential ? [0.05, 0.1] : [0.05, 0.1, 0.2, 0.25],
    not: [],
  };
}

/** Izhikevich 2003 with parameters around his. */
function izhikevich(d: Dice): CellForm {
  const v = div(s('v'), n(1, 'mV'));
  const one = n(1, 'mV/ms');
  const current = synapse(d, 's', 'pA');
  const drive = stimulus(d, 8, 'mV/ms');
  const square = d.chance(0.5) ? pow(v, n(2)) : mul(v, v);
  return {
    family: 'Izhikevich',
    states: [
      state(
        'v',
        'mV',
        add(
          mul(add(mul(n(0.04), square), mul(n(5), v), n(140)), one),
          neg(s('u')),
          drive,
          p('I_0'),
          div(current.value, n(100, 'pF')),
        ),
      ),
      state('u', 'mV/ms', mul(p('a'), sub(mul(p('b'), s('v')), s('u')))),
      ...current.states,
    ],
    parameters: [
      parameter(d, 'a', '1/ms', 0.02, 0.1),
      parameter(d, 'b', '1/ms', 0.2, 0.25),
      parameter(d, 'c', 'mV', -65, -55),
      parameter(d, 'e', 'mV/ms', 1, 8),
      parameter(d, 'I_0', 'mV/ms', 2, 10, 0.5),
      ...current.parameters,
    ],
    threshold: { kind: '>=', lhs: s('v'), rhs: n(d.between(20, 30), 'mV') },
    reset: [
      { name: 'v', value: p('c') },
      { name: 'u', value: add(s('u'), p('e')) },
    ],
    refractory: undefined,
    inputs: [
      { name: current.receives, size: 200 },
      { name: 'v', size: 2 },
    ],
    start: { v: [-70, -60], u: [-16, -12] },
    steps: [0.05, 0.1],
    not: [],
  };
}

/** α or β written as text-books do: A·(x − B)/(1 − e^{−(x − B)/C}), which Galvani reads as A·C/exprel(−(x − B)/C). */
const textbook = (d: Dice, a: number, from: Term, width: number): Term => {
  const x = div(from, n(width, 'mV'));
  if (d.chance(0.5)) return div(n(a * width, '1/ms'), call('exprel', neg(x)));
  return div(mul(n(a * width, '1/ms'), x), sub(n(1), call('exp', neg(x))));
};
const gate = (name: string, alpha: Term, beta: Term): StateForm =>
  state(name, '1', sub(mul(alpha, sub(n(1), s(name))), mul(beta, s(name))));
const rate = (a: number, from: Term, width: number): Term => mul(n(a, '1/ms'), call('exp', div(from, n(width, 'mV'))));
const v = s('v');
const mv = (x: number): Term => n(x, 'mV');

/** Hodgkin & Huxley 1952 and Traub & Miles 1991 written out. */
function hodgkinHuxley(d: Dice, kind: 'squid' | 'hippocampus'): CellForm {
  const u = part('u', sub(v, p('V_0')));
  const squid = kind === 'squid';
  const m = squid
    ? gate('m', textbook(d, 0.1, add(v, mv(40)), 10), rate(4, neg(add(v, mv(65))), 18))
    : gate('m', textbook(d, 0.32, sub(u, mv(13)), 4), neg(textbook(d, -0.28, neg(sub(u, mv(40))), 5)));
  const sigmoid = (a: number, from: Term, width: number): Term =>
    div(n(a, '1/ms'), add(n(1), call('exp', div(neg(from), n(width, 'mV')))));
  const h = squid
    ? gate('h', rate(0.07, neg(add(v, mv(65))), 20), sigmoid(1, add(v, mv(35)), 10))
    : gate('h', rate(0.128, sub(mv(17), u), 18), sigmoid(4, sub(u, mv(40)), 5));
  const k = squid
    ? gate('n', textbook(d, 0.01, add(v, mv(55)), 10), rate(0.125, neg(add(v, mv(65))), 80))
    : gate('n', textbook(d, 0.032, sub(u, mv(15)), 5), rate(0.5, sub(mv(10), u), 40));
  const e = synapse(d, 'e', 'nS');
  const sodium = part('I_Na', mul(p('g_Na'), pow(s('m'), n(3)), s('h'), sub(p('E_Na'), v)));
  const potassium = part('I_K', mul(p('g_K'), pow(s('n'), n(4)), sub(p('E_K'), v)));
  const leakage = mul(p('g_L'), sub(p('E_L'), v));
  const drive = add(p('I_0'), stimulus(d, 300, 'pA'));
  return {
    family: squid ? 'Hodgkin–Huxley' : 'Traub–Miles',
    states: [
      state('v', 'mV', div(add(sodium, potassium, leakage, mul(e.value, sub(mv(0), v)), drive), p('C'))),
      m,
      h,
      k,
      ...e.states,
    ],
    parameters: [
      parameter(d, 'C', 'pF', 180, 220),
      parameter(d, 'g_Na', 'nS', 18000, 24000),
      parameter(d, 'g_K', 'nS', 5500, 7200),
      parameter(d, 'g_L', 'nS', 10, 60),
      parameter(d, 'E_Na', 'mV', 48, 55),
      parameter(d, 'E_K', 'mV', -90, -77),
      parameter(d, 'E_L', 'mV', -65, -54),
      parameter(d, 'I_0', 'pA', 0, squid ? 2000 : 400, 0.5),
      ...(squid ? [] : [parameter(d, 'V_0', 'mV', -64, -62)]),
      ...e.parameters,
    ],
    threshold: { kind: 'crosses', lhs: v, rhs: mv(d.between(-10, 10)) },
    reset: [],
    refractory: d.chance(0.5) ? { kind: 'duration', value: n(d.between(1, 3), 'ms') } : undefined,
    inputs: [
      { name: e.receives, size: 12 },
      { name: 'v', size: 3 },
    ],
    start: { v: [-67, -60], m: [0.02, 0.1], h: [0.5, 1], n: [0.05, 0.35] },
    // Gates move within hundredths of a millisecond: what a step of 0.025 ms is for.
    steps: [0.01, 0.02, 0.025],
    not: [],
  };
}

/** A compartment of the library: its channels and synapses from their papers. */
function libraryCell(d: Dice): CellForm {
  const channels = d.pick(['TM1991', 'HH1952'] as const);
  const shift = channels === 'TM1991' ? d.between(-65, -61) : d.between(-46, -44);
  const [gNa, gK] = [d.between(18000, 24000), d.between(5500, 7200)];
  const [gLeak, eLeak] = [d.between(10, 60), d.between(-65, -56)];
  const V = s('V');
  const u = sub(V, mv(shift));
  const exprel = (a: number, from: Term, width: number): Term =>
    div(n(a, '1/ms'), call('exprel', div(from, mv(width))));
  const sigmoid = (a: number, from: Term, width: number): Term =>
    div(n(a, '1/ms'), add(n(1), call('exp', div(neg(from), mv(width)))));
  const gates =
    channels === 'TM1991'
      ? [
          gate('m', exprel(1.28, sub(mv(13), u), 4), exprel(1.4, sub(u, mv(40)), 5)),
          gate('h', rate(0.128, sub(mv(17), u), 18), sigmoid(4, sub(u, mv(40)), 5)),
          gate('n', exprel(0.16, sub(mv(15), u), 5), rate(0.5, sub(mv(10), u), 40)),
        ]
      : [
          gate('m', exprel(1, neg(add(V, mv(40))), 10), rate(4, neg(add(V, mv(65))), 18)),
          gate('h', rate(0.07, neg(add(V, mv(65))), 20), sigmoid(1, add(V, mv(35)), 10)),
          gate('n', exprel(0.1, neg(add(V, mv(55))), 10), rate(0.125, neg(add(V, mv(65))), 80)),
        ];
  const synapses = ['a', 'b'].slice(0, d.whole(1, 2)).map((label) => ({
    label,
    kind: d.pick([
      'exponential',
      'alpha',
      'double',
      'nmda',
      'exponentialCurrent',
      'alphaCurrent',
      'doubleCurrent',
    ] as const),
    rise: d.between(0.3, 1.5),
    decay: d.between(2, 20),
    E: d.pick([0, -80]),
  }));
  const made = synapses.map(({ label, kind, rise, decay, E }) => {
    const current = kind.endsWith('Current');
    const unit = current ? 'pA' : 'nS';
    const [y, h] = [`${current ? 'I' : 'g'}_${label}`, `h_${label}`];
    const tau = n(decay, 'ms');
    const form = kind.replace('Current', '');
    // N of Roth & van Rossum 2009, eq. 6.5: the peak of e^(−t/d) − e^(−t/r) is 1/N.
    const peak = ((rise * decay) / (decay - rise)) * Math.log(decay / rise);
    const scale = 1 / (Math.exp(-peak / decay) - Math.exp(-peak / rise));
    const states =
      form === 'exponential'
        ? [state(y, unit, div(neg(s(y)), tau))]
        : form === 'alpha'
          ? [state(y, unit, div(sub(mul(n(Math.E), s(h)), s(y)), tau)), state(h, unit, div(neg(s(h)), tau))]
          : [
              // y' = N·h·(1/r − 1/d) − y/d has the solution N·(e^(−t/d) − e^(−t/r)) after a jump of h by 1.
              state(y, unit, sub(mul(n(scale * (1 / rise - 1 / decay), '1/ms'), s(h)), div(s(y), tau))),
              state(h, unit, div(neg(s(h)), n(rise, 'ms'))),
            ];
    const block = div(n(1), add(n(1), mul(n(1 / 3.57), call('exp', mul(n(-0.062, '1/mV'), V)))));
    const flow = current ? s(y) : mul(s(y), sub(mv(E), V));
    return {
      states,
      flow: kind === 'nmda' ? mul(flow, block) : flow,
      receives: form === 'exponential' ? y : h,
      size: current ? 150 : 10,
    };
  });
  return {
    family: `library: ${channels} with ${synapses.map((x) => x.kind).join(' and ')}`,
    states: [
      state(
        'V',
        'mV',
        div(
          add(
            p('I'),
            mul(n(gNa, 'nS'), pow(s('m'), n(3)), s('h'), sub(mv(50), V)),
            mul(n(gK, 'nS'), pow(s('n'), n(4)), sub(mv(-90), V)),
            mul(n(gLeak, 'nS'), sub(mv(eLeak), V)),
            ...made.map((x) => x.flow),
          ),
          p('C'),
        ),
      ),
      ...gates,
      ...made.flatMap((x) => x.states),
    ],
    parameters: [parameter(d, 'C', 'pF', 180, 220, 0), parameter(d, 'I', 'pA', 0, 500, 0.3)],
    threshold: { kind: 'crosses', lhs: V, rhs: mv(d.between(-10, 10)) },
    reset: [],
    refractory: d.chance(0.5) ? { kind: 'duration', value: n(d.between(1, 3), 'ms') } : undefined,
    inputs: [...made.map((x) => ({ name: x.receives, size: x.size })), { name: 'V', size: 3 }],
    start: { V: [-67, -60], m: [0.02, 0.1], h: [0.5, 1], n: [0.05, 0.35] },
    steps: [0.01, 0.02, 0.025],
    not: [],
    library: { channels, gNa, gK, gLeak, eLeak, shift, synapses },
  };
}

/** Further cells of text-books, dimensionless or nearly so. */
function oscillator(d: Dice): CellForm {
  const ms = n(1, 'ms');
  const x = s('x');
  const drive = add(p('I_0'), stimulus(d, 0.6, '1'));
  const fitzHugh = d.chance(0.5);
  return {
    family: fitzHugh ? 'FitzHugh–Nagumo' : 'quadratic integrate-and-fire',
    states: fitzHugh
      ? [
          state('x', '1', div(add(sub(sub(x, div(pow(x, n(3)), n(3))), s('y')), drive, s('z')), ms)),
          state('y', '1', div(mul(n(0.08), sub(add(x, n(0.7)), mul(n(0.8), s('y')))), ms)),
          state('z', '1', div(neg(s('z')), p('tau'))),
        ]
      : [
          state('x', '1', div(add(mul(x, x), drive, s('z')), n(d.between(2, 5), 'ms'))),
          state('z', '1', div(neg(s('z')), p('tau'))),
        ],
    parameters: [parameter(d, 'I_0', '1', 0.1, 0.9, 0.5), parameter(d, 'tau', 'ms', 1, 8)],
    threshold: fitzHugh
      ? { kind: 'crosses', lhs: x, rhs: n(d.between(0.8, 1.2)) }
      : { kind: '>', lhs: x, rhs: n(d.between(4, 8)) },
    reset: fitzHugh ? [] : [{ name: 'x', value: n(d.between(-3, -1)) }],
    refractory: undefined,
    inputs: [
      { name: 'z', size: 0.4 },
      { name: 'x', size: 0.2 },
    ],
    start: { x: [-1.2, 0.5], ...(fitzHugh ? { y: [-0.6, 0.2] } : {}) },
    steps: [0.05, 0.1, 0.2],
    not: ['staggered'],
  };
}

/** One to five variables with random couplings, linear or not. */
function ownEquations(d: Dice, kind: 'linear' | 'nonlinear'): CellForm {
  const names = ['x', 'y', 'z', 'q', 'r'].slice(0, d.whole(1, 5));
  const units = names.map((_, k): Unit => (k === 0 && d.chance(0.6) ? 'mV' : '1'));
  const taus = names.map((name) => parameter(d, `tau_${name}`, 'ms', 1, 30));
  const pure = (k: number): Term => (units[k] === 'mV' ? div(s(names[k]!), n(1, 'mV')) : s(names[k]!));
  /** Something between −1 and 1, or little more, of another variable. */
  const bent = (k: number): Term => {
    const x = pure(k);
    switch (d.whole(0, 10)) {
      case 0:
        return call('tanh', x);
      case 1:
        return call('sin', mul(n(d.between(0.5, 2)), x));
      case 2:
        return div(x, add(n(1), mul(x, x)));
      case 3:
        return call('exp', neg(mul(n(0.5), mul(x, x))));
      case 4:
        return div(call('log', add(n(1), mul(x, x))), n(3));
      case 5:
        return div(call('sqrt', add(n(1), mul(x, x))), n(3));
      case 6:
        return min(n(1), max(n(-1), x));
      case 7:
        return where(x, n(d.between(-0.5, 0.5)), mul(n(0.4), x), mul(n(-0.6), x));
      case 8:
        return div(call('abs', x), n(3));
      case 9:
        return div(n(1), call('cosh', x));
      default:
        return div(call('expm1', min(x, n(1))), call('exprel', max(n(-2), min(x, n(2)))));
    }
  };
  const one = (k: number): Term => n(1, units[k]!);
  const states = names.map((name, k) => {
    const others = names.map((_, j) => j).filter((j) => j !== k && d.chance(kind === 'linear' ? 0.5 : 0.6));
    const couplings = others.map((j) => mul(n(d.between(-0.9, 0.9)), kind === 'linear' ? pure(j) : bent(j)));
    const self = kind === 'nonlinear' && d.chance(0.5) ? [mul(n(d.between(-0.8, 0.8)), bent(k))] : [];
    const drive = k === 0 || d.chance(0.3) ? [stimulusOnce(d, k === 0)] : [];
    const sum = [...couplings, ...self, ...drive].reduce<Term | undefined>((a, b) => (a ? add(a, b) : b), undefined);
    const pull = neg(s(name));
    const total = sum
      ? add(pull, units[k] === '1' ? sum : mul(one(k), d.chance(0.5) ? part(`f_${name}`, sum) : sum))
      : pull;
    return state(name, units[k]!, div(total, p(`tau_${name}`)));
  });
  const spikes = d.chance(0.85);
  const level = n(d.between(0.5, 0.9), units[0]!);
  const rises = before('x');
  return {
    family: `${kind} equations`,
    states,
    parameters: [...taus, parameter(d, 'I_0', '1', 0.4, 2, 0.5)],
    threshold: spikes
      ? d.chance(0.2)
        ? { kind: '>', lhs: add(s('x'), mul(n(0.25), sub(s('x'), rises))), rhs: level }
        : above(d, s('x'), level)
      : undefined,
    reset: spikes && d.chance(0.8) ? resets(d, names, units) : [],
    refractory: spikes && d.chance(0.4) ? { kind: 'duration', value: n(d.between(0.5, 5), 'ms') } : undefined,
    inputs: names.map((name) => ({ name, size: d.between(-0.3, 0.4) })),
    start: Object.fromEntries(names.map((name) => [name, [-0.5, 0.5] as const])),
    steps: [0.05, 0.1, 0.2, 0.5],
    not: units[0] === 'mV' ? [] : ['staggered'],
  };
}

function stimulusOnce(d: Dice, first: boolean): Term {
  return first ? add(p('I_0'), stimulus(d, 0.8, '1')) : n(d.between(-0.3, 0.5));
}

function resets(d: Dice, names: readonly string[], units: readonly Unit[]): CellForm['reset'] {
  const first = {
    name: 'x',
    value: d.chance(0.5) ? n(d.between(-0.3, 0.2), units[0]!) : mul(n(d.between(-0.2, 0.3)), s('x')),
  };
  const other = d.whole(1, Math.max(1, names.length - 1));
  if (names.length === 1 || d.chance(0.5)) return [first];
  const name = names[other]!;
  return [first, { name, value: add(mul(n(d.between(0.3, 0.9)), s(name)), n(d.between(-0.2, 0.2), units[other]!)) }];
}

/** A random cell. */
export function randomCell(d: Dice): CellForm {
  switch (d.whole(0, 12)) {
    case 0:
    case 1:
      return integrateAndFire(d, 'current');
    case 2:
    case 3:
    case 4:
      return integrateAndFire(d, 'conductance');
    case 5:
      return izhikevich(d);
    case 6:
      return hodgkinHuxley(d, 'squid');
    case 7:
      return hodgkinHuxley(d, 'hippocampus');
    case 8:
      return oscillator(d);
    case 9:
      return ownEquations(d, 'linear');
    case 10:
      return libraryCell(d);
    default:
      return ownEquations(d, 'nonlinear');
  }
}

/** A random cell with linear equations only: what `exact` takes. */
export const randomLinearCell = (d: Dice): CellForm => (d.chance(0.5) ? linearFire(d) : ownEquations(d, 'linear'));

function linearFire(d: Dice): CellForm {
  for (;;) {
    const cell = integrateAndFire(d, 'current');
    if (!cell.family.startsWith('AdEx') && !cell.family.startsWith('exponential')) return cell;
  }
}

/** Names that other simulators give to options, and what they are called here. */

/** In order of preference: the first that the object at hand allows is meant. */
const equals: Readonly<Record<string, readonly string[]>> = {
  method: ['integrator'],
  solver: ['integrator'],
  timestep: ['dt'],
  time_step: ['dt'],
  resolution: ['dt'],
  model: ['equations'],
  eqs: ['equations'],
  namespace: ['parameters'],
  params: ['parameters'],
  constants: ['parameters'],
  on_pre: ['onSpike', 'onPre'],
  on_event: ['onSpike'],
  pre: ['onSpike', 'onPre'],
  on_post: ['onPost'],
  post: ['onPost'],
  refractory_period: ['refractory'],
  t_ref: ['refractory'],
  tau_refrac: ['refractory'],
  threshold_voltage: ['threshold'],
  V_th: ['threshold'],
  V_reset: ['reset'],
  allow_autapses: ['autapses'],
  allow_self_connections: ['autapses'],
  allow_multapses: ['multapses'],
  with_replacement: ['multapses'],
  rule: ['connect'],
  conn_spec: ['connect'],
  connector: ['connect'],
  weights: ['weight'],
  w: ['weight'],
  delays: ['delay'],
  axonal_delay: ['delay'],
  dendritic_delay: ['delay'],
  synapse_type: ['plasticity', 'release'],
  stdp: ['plasticity'],
  runtime: ['duration'],
  simtime: ['duration'],
  tstop: ['duration'],
  t_stop: ['duration'],
  report: ['onProgress'],
  rates: ['rate'],
  freq: ['rate'],
  frequency: ['rate'],
  start: ['from'],
  stop: ['to'],
  spike_times: ['times'],
  rng_seed: ['seed'],
  grng_seed: ['seed'],
  celsius: ['T'],
  temperature: ['T'],
  erev: ['E'],
  e_rev: ['E'],
  E_rev: ['E'],
  gbar: ['g'],
  gmax: ['g'],
  g_max: ['g'],
  vshift: ['V_sh'],
  cm: ['C'],
  C_m: ['C'],
  i_inj: ['I'],
  I_e: ['I'],
  local_num_threads: ['threads'],
  num_threads: ['threads'],
  device: ['backend'],
  target: ['backend'],
  codegen_target: ['backend'],
  record_from: ['record'],
  tau_fac: ['tau_facil'],
  u0: ['U'],
  wmin: ['range'],
  wmax: ['range'],
  Wmax: ['range'],
  mechanisms: ['channels'],
  label: ['name'],
};

/** Words without a counterpart: what to do instead. */
const advice: Readonly<Record<string, string>> = {
  events:
    "a cell has one kind of event, its spike ('threshold' and 'reset'); a second one needs a population of its own",
  N: 'the number of cells is the second argument of population',
  p: 'the probability is an argument of the rule: connect: fixedProbability(0.1)',
  condition: 'which pairs are joined is told by the connection rule, as in connect: synapseList(pairs)',
  order: 'statements run in the order in which they stand',
  clock: "all parts of a simulation share its 'dt'",
  syn_spec: "weight, delay and what a spike does are options of their own: 'weight', 'delay', 'onSpike'",
  on_post: "what spikes of the target do to a weight is part of 'plasticity'",
  seed: 'the seed is an option of the network: new Network({ seed: 1 })',
  duration: 'how long a run lasts is told to simulate or to run',
};

const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** The option among `allowed` that a word of another simulator stands for. */
export const optionFor = (word: string, allowed: readonly string[]): string | undefined =>
  own(equals, word)?.find((name) => allowed.includes(name));

/** What to do about a word that has no counterpart, as a clause. */
export const adviceOnOption = (word: string): string | undefined => own(advice, word);

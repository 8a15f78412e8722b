/** The study `channel-curves`: its options, tables and facts. */
import { UserError } from '../../index.ts';
import { count, ownQuantity, quantity, type Values, type WordOption, word } from '../options.ts';
import { study } from '../study.ts';
import { channelRanges, gatedChannels, measureChannel } from './measure/channel.ts';

const options = {
  channel: word(
    'channel of the library',
    gatedChannels.map(({ name }) => name),
    'Na_HH1952',
  ) as WordOption,
  from: quantity('lowest voltage', 'mV', -120, channelRanges.V),
  to: quantity('highest voltage', 'mV', 60, channelRanges.V),
  count: count('number of voltages', 721, [2, 100_000]),
  T: ownQuantity("temperature, of channels that have a factor; default: the channel's own", 'degC', channelRanges.T),
  V_sh: ownQuantity("voltage shift, of channels that have one; default: the channel's own", 'mV', channelRanges.V),
  Ca: ownQuantity(
    'calcium inside, of channels that it acts on; default: 240 nM, of a resting cell',
    'nM',
    channelRanges.Ca,
  ),
};

export const channelCurvesStudy = study({
  name: 'channel-curves',
  title: "Steady state, time constant and rates of a channel's gates against the voltage.",
  source: 'Hodgkin & Huxley 1952, J. Physiol. 117:500; each channel of the library names its own',
  options,
  run(values: Values<typeof options>) {
    const { from, to } = values;
    if (!(from < to)) throw new UserError(`from is ${from} mV and to ${to} mV; from must be below to.`);
    return measureChannel(values);
  },
  tables: ({ voltages, gates }) => [
    {
      name: 'curves',
      columns: [
        { name: 'V_mV', values: voltages },
        ...gates.flatMap(({ gate, inf, tau, alpha, beta }) => [
          { name: `${gate}_inf`, values: inf },
          { name: `${gate}_tau_ms`, values: tau },
          { name: `${gate}_alpha_per_ms`, values: alpha },
          { name: `${gate}_beta_per_ms`, values: beta },
        ]),
      ],
    },
  ],
  facts: ({ factor, gates }) => ({
    temperature_factor: factor ?? Number.NaN,
    ...Object.fromEntries(
      gates.flatMap(({ gate, half, slowest }) => [
        [`${gate}_half_mV`, half ?? Number.NaN],
        [`${gate}_slowest_ms`, slowest?.tau ?? Number.NaN],
        [`${gate}_slowest_at_mV`, slowest?.voltage ?? Number.NaN],
      ]),
    ),
  }),
});

/** What the channels room asks of its worker: curves of one or two channels. */
import type { ChannelResult, ChannelValues } from '../../../../studies/measure.ts';

export type ChannelTasks = {
  readonly curves: {
    readonly input: readonly ChannelValues[];
    readonly part: never;
    readonly output: readonly ChannelResult[];
  };
};

/** The channel library. */
import type { ChannelKind } from '../channel.ts';
import { leak } from './leak.ts';
import { K_HH1952 } from './potassium-hh1952.ts';
import { K_TM1991 } from './potassium-tm1991.ts';
import { Na_HH1952 } from './sodium-hh1952.ts';
import { Na_TM1991 } from './sodium-tm1991.ts';

export { K_HH1952, K_TM1991, leak, Na_HH1952, Na_TM1991 };

/** Every channel with its equations, paper and defaults. */
export const channelKinds: readonly ChannelKind[] = [Na_HH1952, K_HH1952, Na_TM1991, K_TM1991, leak].map((c) => c.kind);

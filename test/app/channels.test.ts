/** What the address of the channels room holds, and what it asks of each channel. */
import { expect, test } from 'vitest';
import { readAddress, valuesOf, writeAddress } from '../../src/app/rooms/channels/selection.ts';

const standard = readAddress('#channels').selection;

test('an address holds the selection, and nothing that is at its standard', () => {
  expect(writeAddress(standard)).toBe('#channels?channel=Na_HH1952');
  const link =
    '#channels?channel=CaT_HM1992&beside=Na_TM1991&T=24&V_sh=-5&V_sh2=-53&Ca=100&from=-100&to=40&axis=linear';
  const { selection, refused } = readAddress(link);
  expect(refused).toEqual([]);
  expect(selection).toEqual({
    ...{ channel: 'CaT_HM1992', beside: 'Na_TM1991', T: 24, V_sh: -5, V_sh2: -53, Ca: 100, from: -100, to: 40 },
    axis: 'linear',
  });
  expect(writeAddress(selection)).toBe(link);
});

test('what is wrong in it is told and left at its standard', () => {
  const { selection, refused } = readAddress('#channels?channel=nothing&beside=&T=900&Ca=&from=x&axis=square&shift=3');
  expect(selection).toEqual(standard);
  expect(refused).toEqual([
    "The link names an unknown channel 'nothing'.",
    "In the link, '900' was refused: T must lie between 0 and 45.",
    "In the link, '' was refused: Ca must lie between 0 and 1000000.",
    "In the link, 'x' was refused: from must lie between -200 and 200.",
    "In the link, 'square' was refused: axis is one of log, linear.",
    "In the link, '3' was refused: there is no parameter 'shift'.",
  ]);
});

test('settings of both channels go to those that have them', () => {
  const { selection } = readAddress('#channels?channel=CaT_HM1992&beside=Na_TM1991&T=24&V_sh=-5&V_sh2=-53');
  expect(valuesOf(selection)).toEqual([
    { channel: 'CaT_HM1992', from: -120, to: 60, count: 721, T: 24, V_sh: -5, Ca: undefined },
    { channel: 'Na_TM1991', from: -120, to: 60, count: 721, T: undefined, V_sh: -53, Ca: undefined },
  ]);
  expect(valuesOf({ ...selection, beside: '', from: 60, to: 60 })[0]).toMatchObject({ from: 59, to: 60 });
});

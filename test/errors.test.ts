import { describe, expect, it } from 'vitest';
import { TextError } from '../src/errors.ts';

/** The excerpt of an error at `place` of `text`. */
function excerpt(text: string, place: string): string[] {
  const error = new TextError('It is wrong.', text, text.indexOf(place), place.length);
  return error.message.split('\n').slice(1);
}

describe('the excerpt of a text error', () => {
  it('shows a short line whole, without the others', () => {
    expect(excerpt('a = 1 : 1\n  dv/dt = q/C : mV\nb = 2 : 1', 'q')).toEqual(['    dv/dt = q/C : mV', '            ^']);
  });

  it('clips a long line to 40 characters around the place', () => {
    const text = `${'left + '.repeat(100)}wrong${' + right'.repeat(100)}`;
    const [line, carets] = excerpt(text, 'wrong');
    expect(line).toBe(`    …${text.slice(660, 745)}…`);
    expect(carets!.length - carets!.trimStart().length).toBe(line!.indexOf('wrong'));
    expect(carets!.trim()).toBe('^^^^^');
  });

  it('marks what is cut on one side only', () => {
    const text = `wrong${' + right'.repeat(100)}`;
    const [line, carets] = excerpt(text, 'wrong');
    expect(line).toBe(`    ${text.slice(0, 45)}…`);
    expect(carets).toBe('    ^^^^^');
    const end = `${'left + '.repeat(100)}wrong`;
    expect(excerpt(end, 'wrong')[0]).toBe(`    …${end.slice(660)}`);
  });

  it('shows the first 40 characters of a place that is itself long', () => {
    const text = `x = ${'abc'.repeat(100)} + 1`;
    const [line, carets] = excerpt(text, 'abc'.repeat(100));
    expect(line!.startsWith('    x = abcabc')).toBe(true);
    expect(line!.length).toBe(4 + 4 + 80 + 1);
    expect(carets!.trim().length).toBe(80);
  });

  it('marks the end of a line where something is missing', () => {
    const error = new TextError('It ends too soon.', 'v > ', 4);
    expect(error.message).toBe('It ends too soon.\n    v >\n        ^');
  });
});

import { expect, test } from 'vitest';
import { isBrian2, kindOf } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { scripts } from '../browser/brian2-scripts.ts';
import { guideDocument } from './guide.ts';

const sonata = '{"manifest": {}, "networks": {"nodes": []}}';

test.each([
  ['a document in YAML', guideDocument, 'document'],
  ['one in JSON', '{ "galvani": 1 }', 'document'],
  ['one that is broken', 'galvani: 1\npopulations: {{', 'document'],
  ['one that forgets its version', 'title: x\npopulations: {}', 'document'],
  ['one of keys in quotes', '"run": { duration: 1 ms }', 'document'],
  [
    'one that speaks of a script',
    `${guideDocument}description: |\n  from brian2 import *\n  G = NeuronGroup(1, eqs)\n`,
    'document',
  ],
  ['a script', 'from brian2 import *\nG = NeuronGroup(1, eqs)', 'brian2'],
  ['one that makes no group', 'import brian2 as b\nrun(1*ms)', 'brian2'],
  ['one that imports its group from elsewhere', "'''title'''\nG = b.NeuronGroup (1, eqs)", 'brian2'],
  ['a configuration of SONATA', sonata, 'sonata'],
])('%s is told by its content', (_what, text, kind) => {
  expect(kindOf(text, 'x')).toBe(kind);
});

test('all scripts of the page are told', () => {
  for (const script of Object.values(scripts)) expect(isBrian2(script)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['a script for another simulator', "import nest\nneuron = nest.Create('iaf_psc_alpha')\nnest.Simulate(100.0)"],
  ['a table', 'time_ms,neuron\n1,0\n'],
  ['equations', 'dv/dt = -v/tau : volt'],
  ['what another package reads', 'from brian2tools import *\nplot()'],
])('%s is told what is expected', (_what, text) => {
  expect(() => kindOf(text, 'a.py')).toThrow(UserError);
  expect(() => kindOf(text, 'a.py')).toThrow(
    /^a\.py holds nothing that is read here: a document starts with 'galvani: 1'.*imports brian2.*SONATA/,
  );
});

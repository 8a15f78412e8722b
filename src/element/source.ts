/** What an element runs: a document beside the page, a link of Galvani's page, or a text within it. */

import { admitRead } from '../app/own/registry.ts';
import { unpacked } from '../app/own/token.ts';
import { type ExperimentAddress, readAddress } from '../app/run/experiment-address.ts';
import { messageOf, UserError } from '../errors.ts';
import { presetFacts } from '../presets/facts.ts';
import { readExperiment } from './pool.ts';

/** Characters of a document that is read at all. */
const longest = 20_000_000;

/** `src`: as the attribute has it, relative to the page. Throws a UserError that says what is wrong and where. */
export async function readSource(src: string): Promise<ExperimentAddress> {
  const url = new URL(src, document.baseURI);
  if (url.hash.startsWith('#network')) return readLink(url.hash);
  let text: string;
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new UserError(`The document '${src}' is not there: the host answers ${answer.status}.`);
    text = await answer.text();
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    throw new UserError(
      `The document '${src}' cannot be fetched: ${messageOf(thrown)}. It must lie on this host, or on one that allows other origins.`,
    );
  }
  return readText(text, src);
}

async function readLink(hash: string): Promise<ExperimentAddress> {
  const token = /[?&]doc=([\w-]+)/.exec(hash)?.[1];
  if (token !== undefined) {
    const { own } = await readExperiment(await unpacked(token), 'the document of the link');
    // By the word that the link has for it.
    admitRead({ ...own, token });
  }
  // Figures show rasters and voltages, which cells with dendrites have too.
  return readAddress(hash, presetFacts);
}

/** `text`: a document in YAML or JSON, or a script for Brian2. `name`: what errors call it. */
export async function readText(text: string, name: string): Promise<ExperimentAddress> {
  if (text.length > longest)
    throw new UserError(`The document '${name}' is longer than ${longest} characters, and was not read.`);
  const { own, notice } = await readExperiment(text, name);
  admitRead(own);
  return { experiment: own.experiment, plan: own.plan, view: {}, refused: notice === '' ? [] : [notice] };
}

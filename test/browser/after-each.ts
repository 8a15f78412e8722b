/** For every file of the suite, which share this process and its modules: no test leaves a page behind. */
import { afterEach } from 'vitest';
import { closePages } from './browser.ts';

afterEach(closePages);

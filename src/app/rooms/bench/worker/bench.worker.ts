/** The worker of the bench. */
import { serve } from '../../../tasks/serve.ts';
import { runBench } from './run.ts';
import type { BenchTasks } from './tasks.ts';

serve<BenchTasks>(self as unknown as DedicatedWorkerGlobalScope, { bench: runBench });

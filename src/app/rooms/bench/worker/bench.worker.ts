/** The worker of the bench. */
import { serve } from '../../../tasks/serve.ts';
import type { BenchTasks } from './bench-tasks.ts';
import { runBench } from './run.ts';

serve<BenchTasks>(self as unknown as DedicatedWorkerGlobalScope, { bench: runBench });

/** The worker of the stories. */
import { serve } from '../../../tasks/serve.ts';
import { outcomeOf } from './outcome.ts';
import type { StoryTasks } from './stories-tasks.ts';

serve<StoryTasks>(self as unknown as DedicatedWorkerGlobalScope, { experiment: outcomeOf });

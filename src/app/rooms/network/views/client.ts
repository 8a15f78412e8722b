/** The worker of the views, started with the first view that needs it. */
import { TaskClient } from '../../../tasks/client.ts';
import type { ViewTasks } from './worker/view-tasks.ts';

export const openViewTasks = (): TaskClient<ViewTasks> =>
  new TaskClient<ViewTasks>(
    () => new Worker(new URL('./worker/views.worker.ts', import.meta.url), { type: 'module', name: 'views' }),
  );

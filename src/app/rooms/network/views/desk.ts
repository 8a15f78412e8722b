/** The worker of the views, started with the first view that needs it. */
import { Desk } from '../../../tasks/desk.ts';
import type { ViewTasks } from './worker/tasks.ts';

export const openViewDesk = (): Desk<ViewTasks> =>
  new Desk<ViewTasks>(
    () => new Worker(new URL('./worker/views.worker.ts', import.meta.url), { type: 'module', name: 'views' }),
  );

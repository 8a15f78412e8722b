/** Entry of the page. The worker comes first: it builds the network while the page draws itself. */
import './style/index.css';
import { startPage } from './start.tsx';

const worker = new Worker(new URL('./worker/simulation.worker.ts', import.meta.url), {
  type: 'module',
  name: 'simulation',
});
startPage(worker, document.getElementById('page')!);

/** The worker of the LIF laboratory. */
import { serve } from '../../../tasks/serve.ts';
import { carry } from './carry.ts';

serve(self as unknown as DedicatedWorkerGlobalScope, carry);

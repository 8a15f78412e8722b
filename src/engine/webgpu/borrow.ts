/** One device for all engines of a process, or of a page's worker: the first opens it, and the last that gives it back closes it. */
import { type Gpu, requestGpu } from './adapter.ts';

interface Loan {
  readonly gpu: Promise<Gpu>;
  users: number;
}

let current: Loan | undefined;

function open(): Loan {
  const gpu = requestGpu();
  const loan: Loan = { gpu, users: 0 };
  const end = (): void => {
    if (current === loan) current = undefined;
  };
  // One that is lost is lent to nobody any more.
  gpu.then(({ device }) => device.lost.then(end), end);
  return loan;
}

/** The shared device; `destroy` gives it back. Throws the UserErrors of `requestGpu`. */
export async function borrowGpu(): Promise<Gpu> {
  current ??= open();
  const loan = current;
  loan.users++;
  const gpu = await loan.gpu;
  let returned = false;
  return {
    device: gpu.device,
    name: gpu.name,
    software: gpu.software,
    destroy() {
      if (returned) return;
      returned = true;
      if (--loan.users > 0) return;
      if (current === loan) current = undefined;
      gpu.destroy();
    },
  };
}

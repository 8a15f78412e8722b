/** The order of an engine's operations on its device, and what becomes of them when the device fails. */
import { InternalError } from '../../errors.ts';
import { DeviceLostError } from './errors.ts';
import { mapForReading } from './mapping.ts';

export class OperationQueue {
  readonly #device: GPUDevice;
  /** Everything queued so far; operations follow one another through it. */
  #tail: Promise<unknown> = Promise.resolve();
  #failure: Error | undefined;
  #closed = false;

  constructor(device: GPUDevice) {
    this.#device = device;
    device.lost.then((info) => {
      if (!this.#closed) this.#failure ??= new DeviceLostError(info.reason, info.message);
    });
    device.addEventListener('uncapturederror', this.#onError);
  }

  /** Operations from now on, and those under way, fail with `reason`, or with what failed before. */
  close(reason: Error): void {
    this.#closed = true;
    this.#failure ??= reason;
    this.#device.removeEventListener('uncapturederror', this.#onError);
  }

  /** Runs an operation after all queued ones. */
  enqueue<T>(operation: () => Promise<T> | T): Promise<T> {
    const result = this.guard(
      this.#tail.then(() => {
        if (this.#failure) throw this.#failure;
        return operation();
      }),
    );
    this.#tail = result.catch(() => {});
    return result;
  }

  /** Queues an operation whose failure shows in the next call that has a result. */
  later(operation: () => void): void {
    this.enqueue(operation).catch((error: Error) => {
      this.#failure ??= error;
    });
  }

  /** Puts the engine's own failure, if there is one, in the place of what it led to. */
  async guard<T>(promise: Promise<T>): Promise<T> {
    try {
      const result = await promise;
      if (this.#failure) throw this.#failure;
      return result;
    } catch (error) {
      // A mapping is refused just before the loss is announced.
      if (!this.#failure && error instanceof DOMException)
        await Promise.race([this.#device.lost, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw this.#failure ?? error;
    }
  }

  /** `size` bytes of a buffer from `offset` on, as they stand after all queued operations. */
  async download(source: () => GPUBuffer, offset: number, size: number): Promise<ArrayBuffer> {
    if (size === 0) return new ArrayBuffer(0);
    const staging = await this.enqueue(() => {
      const buffer = this.#device.createBuffer({
        label: 'download',
        size,
        usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
      });
      const encoder = this.#device.createCommandEncoder({ label: 'download' });
      encoder.copyBufferToBuffer(source(), offset, buffer, 0, size);
      this.#device.queue.submit([encoder.finish()]);
      return buffer;
    });
    try {
      await this.guard(mapForReading(this.#device, staging, size));
      return staging.getMappedRange().slice(0);
    } finally {
      staging.destroy();
    }
  }

  #onError = (event: GPUUncapturedErrorEvent): void => {
    this.#failure ??= new InternalError(`The GPU device reports: ${event.error.message}`);
  };
}

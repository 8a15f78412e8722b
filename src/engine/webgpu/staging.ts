/** Rotating buffers that read results back while the device continues. */

export class StagingRing {
  readonly #device: GPUDevice;
  readonly #count: number;
  #size: number;
  #free: GPUBuffer[] = [];
  #all = new Set<GPUBuffer>();
  #waiting: { resolve: (buffer: GPUBuffer) => void; reject: (reason: unknown) => void }[] = [];
  #failed: { readonly reason: unknown } | undefined;

  /** `count` buffers of `size` bytes each. */
  constructor(device: GPUDevice, count: number, size: number) {
    this.#device = device;
    this.#count = count;
    this.#size = size;
  }

  /** A free buffer, as soon as there is one. Rejects once the ring has failed. */
  acquire(): Promise<GPUBuffer> | GPUBuffer {
    if (this.#failed) return Promise.reject(this.#failed.reason);
    const free = this.#free.pop();
    if (free) return free;
    if (this.#all.size < this.#count) return this.#create();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /**
   * Throws once the ring has failed: what was acquired may be destroyed by now, and a submit of it would be an error of the whole device.
   */
  check(): void {
    if (this.#failed) throw this.#failed.reason;
  }

  /** Takes back an unmapped buffer. */
  release(buffer: GPUBuffer): void {
    let returned = buffer;
    if (buffer.size !== this.#size) {
      this.#all.delete(buffer);
      buffer.destroy();
      returned = this.#create();
    }
    const next = this.#waiting.shift();
    if (next) next.resolve(returned);
    else this.#free.push(returned);
  }

  /** Buffers acquired from now on have another size. */
  resize(size: number): void {
    if (size === this.#size) return;
    this.#size = size;
    for (const buffer of this.#free) {
      this.#all.delete(buffer);
      buffer.destroy();
    }
    this.#free = [];
  }

  /** No buffer will come back any more: the device is lost or given back. */
  fail(reason: unknown): void {
    this.#failed ??= { reason };
    for (const waiting of this.#waiting.splice(0)) waiting.reject(reason);
  }

  destroy(): void {
    this.fail(new Error('The staging buffers are destroyed.'));
    for (const buffer of this.#all) buffer.destroy();
    this.#all.clear();
    this.#free = [];
  }

  #create(): GPUBuffer {
    const buffer = this.#device.createBuffer({
      label: 'staging',
      size: this.#size,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    this.#all.add(buffer);
    return buffer;
  }
}

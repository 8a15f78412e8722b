/** Rotating buffers that bring results home while the device goes on. */

export class StagingRing {
  readonly #device: GPUDevice;
  readonly #count: number;
  #size: number;
  #free: GPUBuffer[] = [];
  #all = new Set<GPUBuffer>();
  #waiting: ((buffer: GPUBuffer) => void)[] = [];

  /** `count` buffers of `size` bytes each. */
  constructor(device: GPUDevice, count: number, size: number) {
    this.#device = device;
    this.#count = count;
    this.#size = size;
  }

  /** A free buffer, as soon as there is one. */
  acquire(): Promise<GPUBuffer> | GPUBuffer {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#all.size < this.#count) return this.#create();
    return new Promise((resolve) => this.#waiting.push(resolve));
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
    if (next) next(returned);
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

  destroy(): void {
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

/** Lets go of what lives as long as the process: Dawn, without which Node would not exit. */
const releases = new Set<() => void>();

/** Notes something to let go of at the end. */
export const onRelease = (release: () => void): void => {
  releases.add(release);
};

/** Call at the end of a Node program that used the `webgpu` backend. Simulations must be disposed of before. */
export function releaseDevices(): void {
  for (const release of releases) release();
  releases.clear();
}

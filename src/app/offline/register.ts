/** Has the page kept for use without a network, once it runs and the line is free. */

/** Wall time after loading, ms: the first picture comes first. */
const patience = 4000;

export function keepOffline(): void {
  // Pages opened from a file, and browsers in private modes, have none.
  if (!('serviceWorker' in navigator)) return;
  const register = () => {
    // Without it, as on a server for development, the page works as before, online.
    navigator.serviceWorker.register(new URL('service-worker.js', document.baseURI)).catch(() => {});
  };
  const later = () => setTimeout(register, patience);
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
}

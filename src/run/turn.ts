/** Gives the event loop a turn: messages, timers and signals get through, as they would not by a settled promise alone. */

/** `setTimeout` would wait 4 ms in a browser. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    waiting.push(resolve);
    channel ??= opened();
    channel.postMessage(null);
  });
}

/** Made at the first turn: one channel for all, which comes through in the order of the calls. */
let channel: MessagePort | undefined;
const waiting: (() => void)[] = [];

function opened(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()!();
  return port2;
}

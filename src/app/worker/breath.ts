/** Lets messages in: a settled promise alone would not. */
const channel = new MessageChannel();

export function breath(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(0);
  });
}

import type { FrontDoor } from './http/front-door.ts';
import type { Host } from './provider.ts';
import { queueSender } from './queue-sender.ts';
import type { Shutdown } from './shutdown.ts';

type Given = Pick<Host, 'data' | 'region' | 'account' | 'endpoints' | 'hasten' | 'invoke' | 'log'>;

/** What providers see of the machine. `start` runs, in order, all they asked to run when everything exists. */
export function makeHost({ door, down, ...given }: Given & { door: FrontDoor; down: Shutdown }) {
  const starts: (() => void | Promise<void>)[] = [];
  const queues = queueSender(given);
  down.onClose(queues.close);
  const host: Host = {
    ...given,
    url: door.url,
    sendToQueue: queues.send,
    mount: door.mount,
    onReady: (start) => void starts.push(start),
    onStop: down.onStop,
    onClose: down.onClose,
  };
  const start = async () => {
    for (const one of starts) await one();
  };
  return { host, start };
}

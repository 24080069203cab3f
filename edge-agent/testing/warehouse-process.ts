import { startAgent } from '../agent.ts';
import { readConfig } from '../config.ts';

/** A site's agent in a process of its own, to be killed, without a way to the broker: what it tells stays in its outbox. */
const agent = await startAgent(readConfig(process.argv[2] ?? ''), () => ({
  via: 'mqtt',
  connected: () => false,
  publish: () => Promise.reject(new Error('there is no broker')),
  subscribe: () => undefined,
  onConnected: () => undefined,
  troubles: () => [],
  close: () => Promise.resolve(),
}));
process.stdout.write(`agent ready ${agent.url}\n`);

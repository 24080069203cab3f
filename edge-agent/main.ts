import { parseArgs } from 'node:util';
import { startAgent } from './agent.ts';
import { readConfig } from './config.ts';
import { stopRequests } from './stop-requests.ts';

/** `npm run agent -- --config FILE` */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  if (values.config === undefined) throw new Error('say which site this is: --config FILE');
  const agent = await startAgent(readConfig(values.config));
  process.stdout.write(`agent ready ${agent.url}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    agent.stop().then(() => process.exit(0), failed);
  };
  const asked = stopRequests(() => performance.now());
  const stop = () => {
    // It may always go at once: everything that counts is on disk at every moment.
    if (asked() === 'go at once') process.exit(1);
    end();
  };
  // A parent that goes away is no second wish: it goes because it was asked to.
  process.once('disconnect', end);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function failed(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(failed);

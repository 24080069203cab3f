import { parseArgs } from 'node:util';
import { startAgent } from './agent.ts';
import { readConfig } from './config.ts';

/** `npm run agent -- --config FILE` */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  if (values.config === undefined) throw new Error('say which site this is: --config FILE');
  const agent = await startAgent(readConfig(values.config));
  process.stdout.write(`agent ready ${agent.url}\n`);
  let asked = false;
  const stop = () => {
    // Asked twice, it goes at once: everything that counts is on disk at every moment.
    if (asked) process.exit(1);
    asked = true;
    agent.stop().then(() => process.exit(0), failed);
  };
  process.once('disconnect', stop);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function failed(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(failed);

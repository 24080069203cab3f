import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isRefusal } from '#shared/refusal.ts';
import { readConfig } from './config.ts';
import { startSimulation } from './simulation.ts';

/** `npm run simulate -- --config FILE`; the members of FILE are told in `config.ts`. Exit 2: the configuration is wrong. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    process.stdout.write('--config FILE   simulates the devices of FILE (docs/devices.md) until it is ended\n');
    return;
  }
  if (values.config === undefined) throw new Error('expected --config FILE');
  const config = readConfig(parsed(await readFile(values.config, 'utf8'), values.config));
  if (isRefusal(config)) throw new Error(`${values.config}: ${config.at ?? '/'}: ${config.detail}`);
  const simulation = await startSimulation(config);
  const lines = simulation.lines.map(({ ports }) => ports);
  process.stdout.write(`${JSON.stringify({ ready: true, lines, status: simulation.status })}\n`);

  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    simulation.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  // A parent that dies takes its IPC channel with it, and must not leave a plant running.
  process.on('disconnect', end);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : 'not JSON'}`, { cause });
  }
}

function fail(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(2);
}

main().catch(fail);

import { readOptions, usage } from './options.ts';
import { run } from './run.ts';

const begun = Date.now();

async function main(): Promise<number> {
  const options = (() => {
    try {
      return readOptions(process.argv.slice(2));
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
      return undefined;
    }
  })();
  if (options === undefined) return 2;
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const stopped = new Promise<'stopped'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('stopped'));
  });
  const say = (line: string) => console.log(line);
  const running = await run(options, say, begun);
  const outcome = await Promise.race([running.finished, stopped]);
  if (outcome === 'stopped') {
    await running.stop();
    return 0;
  }
  if (outcome !== undefined && options.json) console.log(JSON.stringify(outcome.result));
  if (!options.exit) await stopped;
  await running.stop();
  return options.exit && outcome?.well === false ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);

import { putClockAhead } from './clock.ts';
import { readOptions, usage } from './options.ts';
import { onOrphaned } from './orphaned.ts';
import { run } from './run.ts';

/**
 * Does what the command line asks, until it is done or told to stop. Resolves with the exit code.
 *
 * @param begun when the process began, in milliseconds since the epoch
 */
export async function start(begun: number): Promise<number> {
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
  putClockAhead(options.ahead * 1000);
  let stopping = false;
  const stopped = new Promise<'stopped'>((resolve) => {
    const stop = () => {
      stopping = true;
      resolve('stopped');
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    if (process.env['npm_lifecycle_event'] === 'start') onOrphaned(stop);
  });
  const say = (line: string) => console.log(line);
  // The last line on stdout is the result's.
  const warn = options.json ? (line: string) => console.error(line) : say;
  const running = await run(options, { say, warn }, begun);
  const outcome = await Promise.race([running.finished.catch((error) => notFinished(error, stopping)), stopped]);
  if (outcome === 'stopped') {
    await running.stop();
    return 0;
  }
  if (outcome !== undefined && 'result' in outcome && options.json) console.log(JSON.stringify(outcome.result));
  if (!options.exit) await stopped;
  await running.stop();
  return options.exit && outcome?.well === false ? 1 : 0;
}

/** The cloud and the plant serve on: what they hold is not lost with the batch, and whoever looks for the reason finds them running. */
function notFinished(error: unknown, stopping: boolean): { well: false } {
  // Who stopped it knows why.
  if (!stopping) console.error(`the batch was not finished: ${messageOf(error)}`);
  return { well: false };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

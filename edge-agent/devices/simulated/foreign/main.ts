import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { FilesLine } from './files-line.ts';
import { HttpLine } from './http-line.ts';
import type { LineCalls } from './line-calls.ts';
import { runBatch } from './run-batch.ts';

const form = v.fallback(v.picklist(['json', 'csv', 'epcis']), 'json');

/**
 * A line of another maker that runs one order: `npx node edge-agent/devices/simulated/foreign/main.ts --order ID` with `--url URL --id ID
 * --secret-file FILE` by HTTP, or with `--folder FOLDER [--form json|csv|epcis]` by files; `--misbehave` says wrong things too. Tells what it was
 * answered. Exit 2: it did not come to the end.
 */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      order: text,
      url: text,
      id: text,
      'secret-file': text,
      folder: text,
      form: text,
      misbehave: { type: 'boolean' },
    },
  });
  if (values.order === undefined) throw new Error('expected --order ID');
  const { faults, ended } = await runBatch(lineOf(values), values.order, values.misbehave);
  process.stdout.write(`${JSON.stringify({ faults, ended }, null, 2)}\n`);
}

function lineOf(values: Readonly<Record<string, string | boolean | undefined>>): LineCalls {
  const { url, id, folder, form: wanted, 'secret-file': file } = values;
  if (typeof folder === 'string') {
    const at = () => new Date().toISOString();
    const run = `${at().replaceAll(/\D/g, '')}-`;
    return new FilesLine({ folder, form: v.parse(form, wanted), run, at, wait: () => sleep(100) });
  }
  if (typeof url !== 'string' || typeof id !== 'string' || typeof file !== 'string')
    throw new Error('expected --url, --id and --secret-file, or --folder');
  return new HttpLine({ url, id, secret: readFileSync(file, 'utf8').trim() });
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(2);
});

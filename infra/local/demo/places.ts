import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import * as v from 'valibot';
import { closeServer, listen } from '../http/listen.ts';
import { writePrivately } from '../private-file.ts';

/** Where one of the outside world is: where it was at the last start, unless somebody has taken its port since. */
export interface Place {
  /** The name that docs/sandboxes.md has for it. */
  readonly sandbox: string;
  /** What a tenant's settings name. Of the NMVS: one address a service. */
  readonly url: string | object;
  /** Where it is turned. */
  readonly control: string;
}

export const placeOf = (sandbox: string, url: string): Place => ({ sandbox, url, control: `${url}/v1/sandbox` });

const fileIn = (data: string) => join(data, 'sandboxes.json');
const written = v.array(v.object({ sandbox: v.string(), control: v.pipe(v.string(), v.url()) }));

/**
 * The port that one had at the last start, for what was sent is asked about where it was sent; 0, which is any, where there was none or somebody else has it now.
 *
 * @param sandbox its name in `Place`
 */
export async function portOf(data: string, sandbox: string): Promise<number> {
  if (!existsSync(fileIn(data))) return 0;
  const before = v.safeParse(v.pipe(v.string(), v.parseJson(), written), readFileSync(fileIn(data), 'utf8'));
  const control = before.success && before.output.find((one) => one.sandbox === sandbox)?.control;
  const port = control ? Number(new URL(control).port) : 0;
  return port > 0 && (await isFree(port)) ? port : 0;
}

/** Whether nobody listens on a port of this machine. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await listen(server, port);
  } catch {
    return false;
  }
  await closeServer(server);
  return true;
}

/** Writes where they are, anew at every start, beside the credentials; answers the file. */
export async function writePlaces(data: string, places: readonly Place[]): Promise<string> {
  const file = fileIn(data);
  await writePrivately(file, `${JSON.stringify(places, null, 2)}\n`);
  return file;
}

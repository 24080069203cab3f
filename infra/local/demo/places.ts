import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';

/** Where one of the outside world is. Ports change with every start. */
export interface Place {
  /** The name that docs/sandboxes.md has for it. */
  readonly sandbox: string;
  /** What a tenant's settings name. Of the NMVS: one address a service. */
  readonly url: string | object;
  /** Where it is turned. */
  readonly control: string;
}

export const placeOf = (sandbox: string, url: string): Place => ({ sandbox, url, control: `${url}/v1/sandbox` });

/** Writes where they are, anew at every start, beside the credentials; answers the file. */
export async function writePlaces(data: string, places: readonly Place[]): Promise<string> {
  const file = join(data, 'sandboxes.json');
  await writePrivately(file, `${JSON.stringify(places, null, 2)}\n`);
  return file;
}

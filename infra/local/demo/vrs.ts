import { join } from 'node:path';
import { startDirectorySandbox } from '../sandbox/vrs/directory.ts';
import { startResponderSandbox } from '../sandbox/vrs/responder.ts';
import { acme, medico } from './facts.ts';
import { portOf } from './places.ts';

/** A pack of a manufacturer that is no tenant here. */
export const foreignPack = { gtin: '09521888000018', lot: 'NB2601', exp: '281231', serial: 'NB0001' };
const northwind = { gln: '9521888000001' };

export interface VrsOfDemo {
  readonly directoryUrl: string;
  readonly responderUrl: string;
  stop(): Promise<void>;
}

/** Another manufacturer, which answers for its packs, and a directory that says so. Directories are filled at every start: ports change. */
export async function startVrs(data: string): Promise<VrsOfDemo> {
  const responder = await startResponderSandbox({
    port: await portOf(data, 'vrs-responder'),
    gln: northwind.gln,
    permitted: [medico.profile.gln, acme.profile.gln],
    dataDir: join(data, 'sandboxes'),
    latency: { least: 5, most: 120 },
  });
  const { gtin, lot, exp, serial } = foreignPack;
  responder.load(gtin, lot, exp, [serial, 'NB0002', 'NB0003']);
  responder.recall(gtin, 'NB0003');
  // Versions of a directory grow: one that is made anew at every start begins where time is.
  const directory = await startDirectorySandbox({
    port: await portOf(data, 'vrs-directory'),
    firstVersion: Date.now(),
  });
  directory.set('9521888', { url: responder.url, gln: northwind.gln });
  return {
    directoryUrl: directory.url,
    responderUrl: responder.url,
    stop: async () => {
      await Promise.all([responder.close(), directory.close()]);
    },
  };
}

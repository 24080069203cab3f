import type { Config } from './config.ts';
import type { Api } from './hmi/api/api.ts';
import { log } from './log.ts';
import type { OpenForeign } from './open-foreign.ts';
import { openDrop } from './site/drop/open-drop.ts';
import { lineReader } from './site/foreign/files/line-reader.ts';
import { createLineApi } from './site/foreign/http/line-api.ts';
import { LineClients } from './site/foreign/http/line-clients.ts';
import { openLineServer } from './site/foreign/http/line-server.ts';
import { openServer } from './site/foreign/opcua/open-server.ts';

export interface Interfaces {
  /** Of lines that speak HTTP, for the agent's own server. */
  readonly lineApi: Api;
  /** Settles when the servers of lines were opened, or tried for the first time. Lines of the site begin after that; people need not wait for it. */
  readonly opened: Promise<unknown>;
  /** What keeps a line from being heard. */
  troubles(): readonly { readonly subject: string; readonly detail: string }[];
  close(): Promise<void>;
}

/** What was broken off when the site stopped goes on, line by line. */
async function resume(foreign: readonly Pick<OpenForeign, 'line' | 'resolver'>[]): Promise<void> {
  for (const { line, resolver } of foreign)
    await resolver
      .resume()
      .catch((error: unknown) => log('line-not-resumed', { line: line.line, error: String(error) }));
}

const failedOn = (line: string) => (error: string) => log('line-files-failed', { line, error });

/** Opens what lines of other makers speak through: HTTP, files, OPC UA. Rejects when the port of `lineApi` is taken or its certificate is none. */
export async function openInterfaces(
  { lineApi: server }: Pick<Config, 'lineApi'>,
  foreign: readonly Omit<OpenForeign, 'ender'>[],
): Promise<Interfaces> {
  const clients = foreign.flatMap(({ settings }) =>
    settings.via === 'http' ? settings.clients.map((one) => ({ ...one, line: settings.line })) : [],
  );
  const lines = foreign.filter(({ settings }) => settings.via === 'http').map(({ line }) => line);
  const lineApi = createLineApi({ lines, clients: new LineClients(clients, () => performance.now()), log });
  const network = server === undefined ? undefined : await openLineServer(lineApi, server);
  const drops = foreign.flatMap(({ settings, line }) =>
    settings.via === 'files'
      ? [{ name: line.line, way: openDrop(settings, lineReader(line), failedOn(line.line)) }]
      : [],
  );
  const servers = foreign.flatMap(({ settings, line }) =>
    settings.via === 'opcua' ? [{ name: line.line, way: openServer(settings, line, log) }] : [],
  );
  const ways = [...drops, ...servers];
  const resumed = resume(foreign);
  return {
    lineApi,
    // They take a second of the processor each, which the verdicts of the site's own lines could not wait for.
    opened: Promise.all(servers.map(({ way }) => way.tried)),
    troubles: () =>
      ways.flatMap(({ name, way }) => {
        const detail = way.trouble();
        return detail === undefined ? [] : [{ subject: name, detail }];
      }),
    close: async () => {
      for (const { end } of foreign) end();
      await Promise.all([resumed, network?.close(), ...ways.map(({ way }) => way.close())]);
    },
  };
}

import { createApi } from '../hmi/api/api.ts';
import type { HandledLine } from '../hmi/api/routes/lines.ts';
import type { HandBench } from '../hmi/api/routes/manual.ts';
import { allRoutes } from '../hmi/api/routes.ts';
import { openHmi } from '../hmi/server.ts';
import type { Stores } from './builders.ts';
import { PASSWORD, staffOf } from './staff.ts';

/** What the API answered. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };

/** The agent's API over HTTP, with the people of a site. */
export async function siteApi(stores: Stores, lines: readonly HandledLine[], labelPrinter?: HandBench['labelPrinter']) {
  const benches = lines.map((line) => ({ line: { name: line.name, changed: () => line.wake() }, place, labelPrinter }));
  const staff = staffOf(stores.db);
  const log = () => undefined;
  const needs = { ...stores, ...staff, lines, benches, lineStatuses: () => [], sendNow: () => undefined, log };
  const hmi = await openHmi({ status: () => ({}), api: createApi(needs, allRoutes(needs)) }, 0);
  const ask = async (method: string, path: string, body?: unknown, token?: string): Promise<Answered> => {
    const answer = await fetch(new URL(path, hmi.url), {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
  };
  const tokenOf = async (username: string, password = PASSWORD): Promise<string> =>
    String((await ask('POST', '/api/session', { username, password })).body['token']);
  return {
    ...staff,
    ask,
    tokenOf,
    /** Somebody who is signed in. */
    as: async (username: string) => {
      const token = await tokenOf(username);
      return (method: string, path: string, body?: unknown) => ask(method, path, body, token);
    },
    close: () => hmi.close(),
  };
}
export type SiteApi = Awaited<ReturnType<typeof siteApi>>;

import * as v from 'valibot';
import { jsonSample } from './epcis-samples.ts';
import type { Product } from './product.ts';

/** One request to the EPCIS interface. */
export interface Ask {
  readonly method?: string;
  /** Below `/epcis`, or whole when it begins with another name. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly tenant?: string;
  readonly role?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; its text when it is none. */
  readonly body: unknown;
}

const job = v.looseObject({
  captureID: v.string(),
  running: v.boolean(),
  success: v.boolean(),
  errors: v.optional(
    v.array(v.looseObject({ type: v.string(), title: v.string(), detail: v.optional(v.string()) })),
    [],
  ),
});
export type Job = v.InferOutput<typeof job>;

const found = v.looseObject({ type: v.string(), eventID: v.string(), recordTime: v.string(), eventTime: v.string() });
export type Found = v.InferOutput<typeof found>;
const results = v.looseObject({
  epcisBody: v.looseObject({
    queryResults: v.looseObject({ resultsBody: v.looseObject({ eventList: v.array(found) }) }),
  }),
});

/** An EPCIS repository as its clients see it. */
export type EpcisServer = ReturnType<typeof epcisServer>;

/**
 * The EPCIS interface of a running product.
 *
 * @param options.run begins the names that `fresh` makes: two runs against one product need two
 * @param options.loseTables puts the tables out of the product's reach, for good
 */
export function epcisServer(
  { url, fetch, token }: Pick<Product, 'url' | 'fetch' | 'token'>,
  { run = 'run', loseTables = noWayTo }: { run?: string; loseTables?: () => Promise<void> } = {},
) {
  let names = 0;
  const ask = async ({ method = 'GET', path, query, headers = {}, body, ...who }: Ask): Promise<Answered> => {
    const whole = /^\/(epcis|api)\b/.test(path) ? path : `/epcis${path}`;
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${whole}${search}`, {
      method,
      headers: { ...(text !== undefined && { 'content-type': mediaOf(text) }), ...headers },
      ...(text !== undefined && { body: text }),
      ...who,
    });
    const answered = await answer.text();
    return { status: answer.status, headers: answer.headers, text: answered, body: asJson(answered) };
  };

  const follow = async (location: string, who: Pick<Ask, 'tenant' | 'role'> = {}): Promise<Job> => {
    for (;;) {
      const read = v.parse(job, (await ask({ path: location, ...who })).body);
      if (!read.running) return read;
      await new Promise((resume) => setTimeout(resume, 20));
    }
  };

  /** Captures events, or a document as text, and waits for the end of the job. */
  const capture = async (what: readonly object[] | string, how: Omit<Ask, 'path'> = {}): Promise<Job> => {
    const body = typeof what === 'string' ? what : jsonSample(what);
    const { status, text, headers } = await ask({ method: 'POST', path: '/capture', body, ...how });
    if (status !== 202) throw new Error(`the capture was answered ${status}: ${text}`);
    return follow(headers.get('location') ?? '', how);
  };

  /** Events of all pages. */
  const events = async (how: Ask): Promise<Found[]> => {
    const all: Found[] = [];
    for (let next: Ask | undefined = how; next !== undefined; ) {
      const answered: Answered = await ask(next);
      if (answered.status !== 200) throw new Error(`${next.path} was answered ${answered.status}: ${answered.text}`);
      all.push(...eventsIn(answered));
      const link: string | undefined = nextOf(answered);
      next = link === undefined ? undefined : followed(how, link);
    }
    return all;
  };

  return {
    url,
    token,
    ask,
    follow,
    capture,
    events,
    loseTables,
    /** A name that nothing else has: a serial, an event, a query. */
    fresh: (what = 'n'): string => `${what}${run}${names++}`,
  };
}

const noWayTo = () => Promise.reject(new Error('the tables of this product cannot be lost'));

/** The same request for what a link names. */
export const followed = (how: Ask, link: string): Ask => {
  const { query: _, ...same } = how;
  return { ...same, path: link.replace(/^https?:\/\/[^/]+/, '') };
};

export const eventsIn = ({ body }: Answered): Found[] =>
  v.parse(results, body).epcisBody.queryResults.resultsBody.eventList;

/** The address of the next page; undefined on the last one (RFC 8288). */
export const nextOf = ({ headers }: Answered): string | undefined =>
  /<([^>]+)>;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1];

const mediaOf = (text: string): string => (text.trimStart().startsWith('<') ? 'application/xml' : 'application/json');

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

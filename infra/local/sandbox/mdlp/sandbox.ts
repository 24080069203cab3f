import type { Fault } from '../faults.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { openBook } from './book/book.ts';
import { type Control, mdlpControl, planOf } from './control.ts';
import { feedOf, type MdlpFeed } from './feed.ts';
import type { State } from './register/states.ts';
import { serverError } from './rest/answers.ts';
import { containers } from './rest/containers.ts';
import type { Answer, Context, Product } from './rest/context.ts';
import { documents } from './rest/documents.ts';
import { others } from './rest/others.ts';
import { packs } from './rest/packs.ts';
import { type Method, methods, routeOf } from './rest/routes.ts';
import { sending } from './rest/send.ts';
import { newSessions } from './rest/sessions.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { newThrottle } from './throttle.ts';

export interface MdlpOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly subjects: readonly Subject[];
  /** Products that are registered; without it, any GTIN is taken. */
  readonly products?: readonly Product[];
  /** Only codes that the order station emitted may be packed. */
  readonly onlyEmitted?: boolean;
  /** Where it remembers; without it, all is forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** A folder with the operator's schemas (`documents.xsd`), which are asked besides the checks of its own. */
  readonly schemas?: string | undefined;
  /** From receipt to result. */
  readonly delayMs?: number;
  /** Whether calls are held to the published limits; they can be turned later. */
  readonly throttled?: boolean;
  /** Signatures have to be detached CMS over the exact bytes, not only of users whose certificate is known. */
  readonly strictSignatures?: boolean;
  readonly tokenMinutes?: number;
  /** Operations: see `rest/routes.ts`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

export interface MdlpSandbox extends Sandbox {
  /** For the order station, which hands documents in by itself. */
  readonly feed: MdlpFeed;
  /** What a code or pack is, 'unknown' when it is none. */
  stateOf(sgtin: string): State | 'unknown';
}

/**
 * The operator of MDLP: REST with tokens, throttles and asynchronous processing, documents held to schema and business rules of its own, packs and
 * containers with their states, and notices to the other side.
 */
export async function startMdlpSandbox(options: MdlpOptions): Promise<MdlpSandbox> {
  const { delayMs = 0, faults = [], seed = 1, schemas, products, throttled = true } = options;
  const subjects = subjectsOf(options.subjects);
  const book = openBook({
    dataDir: options.dataDir,
    subjects,
    products: products && new Set(products.map(({ gtin }) => gtin)),
    onlyEmitted: options.onlyEmitted ?? false,
    // Loaded only where it is needed: it is large.
    bySchema: schemas === undefined ? undefined : (await import('./documents/check-by-schema.ts')).schemaCheck(schemas),
  });
  const clock = options.now ?? Date.now;
  const control: Control = { aheadMs: book.aheadMs, delayMs, plan: planOf(faults, seed) };
  const now = () => clock() + control.aheadMs;
  const settle = () => book.settle(now());
  let url = '';
  const context: Context = {
    ...{ book, subjects, now },
    products: products ?? [],
    isStrict: options.strictSignatures ?? false,
    delayMs: () => control.delayMs,
    tokenMinutes: options.tokenMinutes ?? 30,
    url: () => url,
  };
  const throttle = newThrottle(methods, throttled);
  const feed = feedOf(context, settle);
  const ask = answering(context, (who, method) => throttle.allows(who, method, clock()));
  const sandbox = await serve({
    port: options.port,
    operationOf: (verb, path) => routeOf(verb, path)?.method ?? 'other',
    answer: (asked) => {
      settle();
      const told = ask(asked);
      return asked.fault?.kind === 'wrong-id' ? ofAnother(told) : told;
    },
    faults: (operation) => control.plan(operation),
    control: mdlpControl(control, { book, throttle, feed, settle }),
  });
  url = sandbox.url;
  return {
    ...sandbox,
    feed,
    stateOf: (sgtin) => {
      settle();
      const { register } = book.world;
      return register.find(sgtin) === 0 ? 'unknown' : register.stateOf(sgtin);
    },
  };
}

function answering(context: Context, allows: (who: string, method: Method) => boolean) {
  const sessions = newSessions(context);
  const { upload, ...sends } = sending(context);
  const { file, ...papers } = documents(context);
  const answers: Partial<Record<Method, Answer>> = {
    ...{ ...sends, ...papers, ...packs(context), ...containers(context), ...others(context) },
    logout: sessions.logout,
  };
  const open: Partial<Record<Method, (asked: Asked, ids: readonly string[]) => Told>> = {
    ...{ auth: sessions.auth, token: sessions.token, upload, file },
  };
  return (asked: Asked): Told => {
    const route = routeOf(asked.method, asked.path);
    const fail = (status: number, message: string) => serverError(status, message, asked.path, context.now());
    if (route === undefined) return fail(404, 'No message available');
    const { method, ids } = route;
    const anybody = open[method];
    // Links are no methods: they are not throttled.
    if (method === 'file' || method === 'upload') return anybody?.(asked, ids) ?? fail(404, method);
    if (anybody !== undefined) return allows(sessions.nameOf(asked), method) ? anybody(asked, ids) : fail(429, method);
    const caller = sessions.callerOf(asked);
    if ('status' in caller) return caller;
    if (!allows(caller.subject.systemId, method)) return fail(429, `too many calls of ${method}`);
    return answers[method]?.(asked, caller, ids) ?? fail(404, method);
  };
}

/** The answer as if it were about another document. */
function ofAnother(told: Told): Told {
  const { body } = told;
  if (typeof body !== 'object' || body === null || !('document_id' in body)) return told;
  return { ...told, body: { ...body, document_id: '00000000-0000-4000-8000-000000000000' } };
}

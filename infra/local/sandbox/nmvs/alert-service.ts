import * as v from 'valibot';
import type { Answered, TlsAsked } from './serve-tls.ts';
import type { NmvsWorld } from './world.ts';

const MOST = 100;
const text = v.pipe(v.string(), v.minLength(1));
const commands = v.variant('do', [
  v.object({
    do: v.literal('load'),
    productCode: text,
    batch: text,
    expiry: v.pipe(v.string(), v.regex(/^\d{6}$/)),
    serials: v.array(text),
  }),
  v.object({ do: v.literal('recall'), productCode: text, batch: text }),
  v.object({ do: v.literal('withdraw'), productCode: text }),
  v.object({ do: v.literal('clock'), aheadSeconds: v.pipe(v.number(), v.integer()) }),
]);

/**
 * Alerts in the order in which they were raised, behind a place that the page before told; and what whoever rehearses may have happen:
 * `POST /v1/sandbox` with `load`, `recall`, `withdraw` or `clock`.
 */
export function alertService(world: NmvsWorld, clock: { ahead(ms: number): void }) {
  return async ({ method, url, body }: TlsAsked): Promise<Answered> => {
    const { pathname, searchParams } = new URL(url, 'https://sandbox');
    if (method === 'GET' && pathname === '/v1/alerts') {
      const after = Number(searchParams.get('after') ?? '0') || 0;
      const alerts = world.alerts(after).slice(0, MOST);
      return told(200, { alerts, next: String(after + alerts.length) });
    }
    if (method !== 'POST' || pathname !== '/v1/sandbox') return told(404, { detail: 'no such operation' });
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), commands), body);
    if (!read.success) return told(400, { detail: read.issues[0].message });
    const wanted = read.output;
    if (wanted.do === 'clock') clock.ahead(wanted.aheadSeconds * 1000);
    if (wanted.do === 'load') {
      const { do: _, ...batch } = wanted;
      world.take({ kind: 'batch', ...batch });
    }
    if (wanted.do === 'recall' || wanted.do === 'withdraw') {
      const [reason, batch] =
        wanted.do === 'recall' ? (['RECALLED', wanted.batch] as const) : (['WITHDRAWN', ''] as const);
      world.take({ kind: 'overlay', reason, productCode: wanted.productCode, batch });
    }
    return told(200, {});
  };
}

const told = (status: number, body: object): Answered => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

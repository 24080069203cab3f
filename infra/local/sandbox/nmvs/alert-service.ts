import type { Told } from '../serve.ts';
import type { Answered, TlsAsked } from './serve-tls.ts';
import type { NmvsWorld } from './world.ts';

/** Alerts in the order in which they were raised, behind a place that the page before told; and `POST /v1/sandbox`, see `control.ts`. */
export function alertService(world: NmvsWorld, turn: (body: string) => Told, perPage = 1_000) {
  return async ({ method, url, body }: TlsAsked): Promise<Answered> => {
    const { pathname, searchParams } = new URL(url, 'https://sandbox');
    if (method === 'GET' && pathname === '/v1/alerts') {
      const after = Number(searchParams.get('after') ?? '0') || 0;
      const alerts = world.alerts(after).slice(0, perPage);
      return told(200, { alerts, next: String(after + alerts.length) });
    }
    if (method !== 'POST' || pathname !== '/v1/sandbox') return told(404, { detail: 'no such operation' });
    const { status, body: problem = {} } = turn(body);
    return told(status, problem);
  };
}

const told = (status: number, body: unknown): Answered => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { product, quality } from '../../../infra/local/demo/facts.ts';
import { type Person, personOf } from '../../../infra/local/demo/person.ts';
import { aNotice, aSigned, because } from '../../kit/dscsa-world.ts';
import type { Product } from '../../kit/product.ts';

const told = v.looseObject({ id: v.string(), state: v.optional(v.string()) });
/** Of a product of the owner's, and never made. */
const pack = { gtin: product.gtin, lot: 'NONE', exp: '281231', serial: 'NONE' };
const WAIT = { timeout: 60_000, interval: 500 };

/** Through the gateway, with the functions as they are deployed, against FDA's office and a partner's desk behind sockets. */
export function dscsaDuties(running: () => Product, data: string): void {
  let quinn: Person;
  beforeAll(async () => {
    quinn = personOf(running().url, data, quality.username);
    await quinn.signIn();
  }, 60_000);
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) =>
    v.parse(told, (await quinn.call(method, path, body)).body);
  const stateOf = async (id: string) => (await ask('GET', `/api/dscsa/cases/${id}`)).state;

  test('a pack that fails verification goes its way to the end of the notice at FDA', async () => {
    const verification = await ask('POST', '/api/verifications', pack);
    expect(verification['outcome']).toBe('not-verified');
    const origin = { kind: 'verification', id: verification.id };
    const { id } = await ask('POST', '/api/dscsa/suspects', { id: 'suspect-1', origin, reason: because });
    const on = (one: string, what: string, body: object) => ask('POST', `/api/dscsa/cases/${one}/${what}`, body);
    await on(id, 'move', { act: 'quarantine', reason: because });
    const decision = { reason: because, signature: aSigned, partners: ['harbor'] };
    const condemned = await on(id, 'determine', {
      outcome: 'illegitimate',
      classification: 'counterfeit',
      ...decision,
    });
    const form = String(Object(condemned['suspect']).form);
    const { product: said } = aNotice();
    const content = aNotice({ product: { ...said, lots: [{ lot: pack.lot }] } });
    const sign = (type: string) => on(form, 'form', { type, content, signature: aSigned });
    await sign('initial');
    await expect.poll(() => stateOf(form), WAIT).toBe('acknowledged');
    await on(id, 'notices', { partner: 'harbor', how: 'by telephone' });
    await sign('termination');
    await expect.poll(() => stateOf(form), WAIT).toBe('terminated');
    await on(id, 'notices', { partner: 'harbor', about: 'termination', how: 'by telephone' });
    expect((await on(id, 'move', { act: 'end', reason: because })).state).toBe('ended');
  }, 120_000);

  test('what differs in a delivery is reported to the partner, answered and resolved', async () => {
    const body = { id: 'exception-1', partner: 'harbor', poNumber: 'PO-1', gtinErrors: [{ invalid: '1' }] };
    const { id } = await ask('POST', '/api/dscsa/exceptions', body);
    await expect.poll(() => stateOf(id), WAIT).toBe('answered');
    await ask('POST', `/api/dscsa/cases/${id}/move`, { act: 'resolve', reason: because });
    await expect.poll(() => stateOf(id), WAIT).toBe('resolved');
  }, 120_000);
}

import { httpHandler } from '#common/http.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { ledgerLists } from '#common/store/ledger-lists.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { routes as soapRoutes } from '../../../functions/epcis-soap/routes.ts';
import {
  assignException,
  reopenException,
  resolveException,
} from '../../../functions/exceptions-api/change-exception.ts';
import { routes as queryRoutes } from '../../../functions/query-api/routes.ts';
import { routes as subscriptionRoutes } from '../../../functions/subscriptions-api/routes.ts';
import { call } from '../../kit/call.ts';
import { tables } from '../../kit/dynoxide.ts';
import { giveTenant } from '../../kit/give-tenant.ts';
import { startSubscriptionWorld } from '../../kit/subscription-world.ts';
import { openCipher } from '../../kit/unit-maker.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const all = '/epcis/queries/{queryName}/subscriptions';
const why = { reason: 'the case was opened and recounted' };

/** Queries, subscriptions by both bindings, and exceptions. */
export async function repositoryStage(): Promise<Stage> {
  const world = await startSubscriptionWorld();
  const { db } = world.engine;
  const needs = {
    ...world.needs,
    lists: ledgerLists(db, tables.ledger, serialPools(db, tables.serials), openCipher),
    exceptions: exceptions(db, tables.deliveries),
    registryTable: tables.registry,
    now: () => new Date('2026-03-01T10:00:00.000Z'),
  };
  const write = 'exceptions:write' as const;
  const handler = httpHandler(
    {
      ...queryRoutes(needs),
      ...subscriptionRoutes(needs),
      ...soapRoutes(needs),
      'POST /api/exceptions/{exceptionId}/assign': { permission: write, endpoint: assignException(needs) },
      'POST /api/exceptions/{exceptionId}/resolve': { permission: write, endpoint: resolveException(needs) },
      'POST /api/exceptions/{exceptionId}/reopen': { permission: write, endpoint: reopenException(needs) },
    },
    async () => false,
  );
  const house = async () => {
    const tenant = await world.tenant();
    await giveTenant(db, tenant);
    const ask = (route: string, path: Record<string, string>, body?: unknown, headers: Record<string, string> = {}) =>
      call(handler, route, { tenant, path, headers, ...(body !== undefined && { body }) });
    const told = (act: string, subject: string) => ({ act, subject, by: clientOf(tenant) });
    return { tenant, ask, told };
  };
  const stream = { dest: world.receiver.url('audited'), stream: true };
  const exception = (what: string, body: object, ...before: readonly (readonly [string, object])[]): Deed => {
    const route = (act: string) => `POST /api/exceptions/{exceptionId}/${act}`;
    return async () => {
      const { tenant, ask, told } = await house();
      const of = { rule: 'packed-twice' as const, subject: 's', epcs: ['s'], eventIds: ['e'], detail: 'packed twice' };
      const [exceptionId = ''] = await needs.exceptions.open(tenant, [of], 'c1', needs.now());
      for (const [act, sent] of before) await ask(route(act), { exceptionId }, sent);
      const act = () => ask(route(what), { exceptionId }, body);
      return { tenant, act, told: () => [told(`exception-${what.replace(/e?$/, 'ed')}`, `exception ${exceptionId}`)] };
    };
  };
  const resolve = ['resolve', { ...why, outcome: 'corrected' }] as const;
  const deeds: Record<string, Deed> = {
    'POST /epcis/queries': async () => {
      const { tenant, ask, told } = await house();
      const act = () => ask('POST /epcis/queries', {}, { name: 'more', query: {} });
      return { tenant, act, told: () => [told('query-made', 'query more')] };
    },
    'DELETE /epcis/queries/{queryName}': async () => {
      const { tenant, ask, told } = await house();
      const made = [
        await ask(`POST ${all}`, { queryName: 'packs' }, stream),
        await ask(`POST ${all}`, { queryName: 'packs' }, stream),
      ];
      const act = () => ask('DELETE /epcis/queries/{queryName}', { queryName: 'packs' });
      const ended = made.map(({ body }) => told('subscription-removed', `subscription ${Object(body).subscriptionID}`));
      return { tenant, act, told: () => [told('query-removed', 'query packs'), ...ended] };
    },
    [`POST ${all}`]: async () => {
      const { tenant, ask, told } = await house();
      const act = () => ask(`POST ${all}`, { queryName: 'packs' }, stream);
      return { tenant, act, told: (made) => [told('subscription-made', `subscription ${made['subscriptionID']}`)] };
    },
    [`DELETE ${all}/{subscriptionID}`]: async () => {
      const { tenant, ask, told } = await house();
      const { body } = await ask(`POST ${all}`, { queryName: 'packs' }, stream);
      const path = { queryName: 'packs', subscriptionID: String(Object(body).subscriptionID) };
      const act = () => ask(`DELETE ${all}/{subscriptionID}`, path);
      return { tenant, act, told: () => [told('subscription-removed', `subscription ${path.subscriptionID}`)] };
    },
    'POST /epcis/soap': async () => {
      const { tenant, ask, told } = await house();
      const controls =
        '<controls><schedule><minute>0</minute></schedule><reportIfEmpty>false</reportIfEmpty></controls>';
      const subscribe = `<q:Subscribe xmlns:q="urn:epcglobal:epcis-query:xsd:1"><queryName>packs</queryName><params/><dest>${stream.dest}</dest>${controls}<subscriptionID>s-1</subscriptionID></q:Subscribe>`;
      const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${subscribe}</s:Body></s:Envelope>`;
      const act = () => ask('POST /epcis/soap', {}, body, { 'content-type': 'text/xml' });
      return { tenant, act, told: () => [told('subscription-made', 'subscription s-1')] };
    },
    'POST /api/exceptions/{exceptionId}/assign': exception('assign', { to: 'quinn' }),
    'POST /api/exceptions/{exceptionId}/resolve': exception(...resolve),
    'POST /api/exceptions/{exceptionId}/reopen': exception('reopen', why, resolve),
  };
  return { db, deeds, stop: world.stop };
}

import { expect } from 'vitest';
import { eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { namedQuery } from './query-cases.ts';
import { context, freshId, inPath, observed, packOf, storedEvent } from './sample-events.ts';

const clause = 'Seriate, walls between tenants';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

export const wallTheme: Theme = {
  name: 'wall',
  cases: [
    one('wall, a count', 'another tenant’s events count for no limit of one’s own query', async (server) => {
      const { epc, eventID } = await storedEvent(server);
      for (const _ of [1, 2, 3]) await storedEvent(server, { epcList: [epc] }, 'medico');
      const query = { MATCH_epc: epc, maxEventCount: '1' };
      expect(eventsIn(await server.ask({ path: '/events', query }))).toMatchObject([{ eventID }]);
    }),
    one('wall, a page', 'another tenant’s events fill no page and make no link', async (server) => {
      const { epc } = await storedEvent(server);
      for (const _ of [1, 2]) await storedEvent(server, { epcList: [epc] }, 'medico');
      const answered = await server.ask({ path: '/events', query: { MATCH_epc: epc, perPage: '1' } });
      expectAnswer(answered, { status: 200, headers: { link: null } });
    }),
    one('wall, a conflict', 'two tenants may each have an event under one eventID', async (server) => {
      const [epc, eventID] = [packOf(server.fresh('s')), freshId(server)];
      for (const [tenant, bizStep] of [
        ['acme-pharma', 'holding'],
        ['medico', 'storing'],
      ] as const) {
        const body = { '@context': context, ...observed(epc, { eventID, bizStep }) };
        expectAnswer(await server.ask({ method: 'POST', path: '/events', body, tenant }), { status: 201 });
        const path = `/events/${inPath(eventID)}`;
        expect(eventsIn(await server.ask({ path, tenant }))).toMatchObject([{ bizStep }]);
      }
    }),
    one('wall, a name', 'two tenants may each have a query of one name', async (server) => {
      const { name, path } = await namedQuery(server, { EQ_action: ['ADD'] });
      const query = { EQ_action: ['DELETE'] };
      const made = await server.ask({ method: 'POST', path: '/queries', body: { name, query }, tenant: 'medico' });
      expectAnswer(made, { status: 201 });
      expectAnswer(await server.ask({ method: 'DELETE', path, tenant: 'medico' }), { status: 204 });
      expectAnswer(await server.ask({ path }), { status: 200, body: { query: { EQ_action: ['ADD'] } } });
    }),
    one(
      'wall, an error',
      'what a job of another tenant could not store is told to that tenant alone',
      async (server) => {
        const { epc, eventID } = await storedEvent(server, {}, 'medico');
        const { captureID } = await server.capture([observed(epc, { eventID, bizStep: 'holding' })], {
          tenant: 'medico',
        });
        for (const path of [`/capture/${captureID}`, `/capture/${captureID}/errors`]) {
          expect((await server.ask({ path, tenant: 'medico' })).text).toContain(eventID);
          const foreign = await server.ask({ path });
          expectAnswer(foreign, { status: 404, problem: 'NoSuchNameException' });
          expect(foreign.text).not.toContain(eventID);
        }
      },
    ),
    one(
      'wall, a plan',
      'how a query was answered is told on request, and counts one’s own rows alone',
      async (server) => {
        const { epc } = await storedEvent(server);
        const ask = { path: '/events', query: { MATCH_epc: epc }, headers: { 'seriate-explain': 'true' } };
        const own = await server.ask(ask);
        expectAnswer(own, { status: 200, headers: { 'seriate-query-plan': /^index=epc; by=MATCH_epc;.*events=1$/ } });
        const foreign = await server.ask({ ...ask, tenant: 'medico' });
        expectAnswer(foreign, { status: 200, headers: { 'seriate-query-plan': /rows=0; events=0$/ } });
      },
    ),
  ],
};

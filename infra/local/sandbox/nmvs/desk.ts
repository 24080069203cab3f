import type { bulkQueue } from './bulks.ts';
import { isBulk, readRequest, type SoapRequest } from './read-request.ts';
import { SoapProblem } from './read-soap.ts';
import type { Answered, TlsAsked } from './serve-tls.ts';
import type { Transactions } from './transactions.ts';
import type { NmvsWorld } from './world.ts';
import { answer, bulkBody, emptyBody, fault, mixedBody, pong, singleBody } from './write-soap.ts';

export interface DeskOptions {
  readonly world: NmvsWorld;
  readonly bulks: ReturnType<typeof bulkQueue>;
  readonly transactions: Pick<Transactions, 'nextId'>;
  readonly users: Readonly<Record<string, string>>;
  readonly now: () => number;
}

export type Desk = ReturnType<typeof newDesk>;

/** Who answers SOAP requests, whichever service they come to. */
export function newDesk({ world, bulks, transactions, users, now }: DeskOptions) {
  const passwords = new Map(Object.entries(users));
  const counted = new Map<string, number>();

  const bodyOf = async (request: SoapRequest, nmvsTrxId: string, lost: boolean): Promise<string> => {
    const { operation, wanted, refersTo, newPassword, login } = request;
    const location = login?.clientLoginId ?? '';
    if (refersTo !== undefined) {
      const result = bulks.resultOf(refersTo);
      if (result === undefined) throw new SoapProblem(`no bulk ${refersTo}`);
      if (result.told === undefined) return emptyBody('NMVS_BULK_PENDING');
      return operation === 'G196' ? mixedBody(result.told) : bulkBody(result.told);
    }
    if (newPassword !== undefined) {
      passwords.set(`${location}/${login?.userId}`, newPassword);
      return emptyBody();
    }
    if (isBulk(operation) || operation === 'G195') {
      bulks.add({ nmvsTrxId, wanted: [...wanted], location, lost }, now());
      return emptyBody();
    }
    const [one] = wanted;
    if (one === undefined) throw new SoapProblem('no pack');
    return singleBody(await world.act(one, location, now()));
  };

  const answered = async (request: SoapRequest, { fault: planned }: TlsAsked): Promise<string> => {
    if (request.ping !== undefined) return pong(request);
    const { login, clientTrxId, operation } = request;
    const password = passwords.get(`${login?.clientLoginId}/${login?.userId}`);
    if (password === undefined || password !== login?.password) throw new SoapProblem('Authentication failed');
    counted.set(operation, (counted.get(operation) ?? 0) + 1);
    await bulks.settle(now());
    const nmvsTrxId = transactions.nextId();
    const body = await bodyOf(request, nmvsTrxId, planned?.kind === 'lost-result');
    const told = planned?.kind === 'wrong-id' ? `X${clientTrxId}`.slice(0, 32) : clientTrxId;
    return answer(request, { clientTrxId: told, nmvsTrxId, at: now() }, body);
  };

  return {
    counted: (operation: string): number => counted.get(operation) ?? 0,
    answer: async (asked: TlsAsked): Promise<Answered> => {
      const contentType = 'application/soap+xml; charset=utf-8';
      try {
        const request = readRequest(asked.body);
        if (!asked.url.endsWith(request.version === 'v4.0' ? 'V40' : 'V50'))
          throw new SoapProblem('the message is of another version than the service');
        return { status: 200, contentType, body: await answered(request, asked) };
      } catch (error) {
        if (!(error instanceof SoapProblem))
          return { status: 500, contentType, body: fault('Receiver', String(error)) };
        return { status: 400, contentType, body: fault('Sender', error.message) };
      }
    },
  };
}

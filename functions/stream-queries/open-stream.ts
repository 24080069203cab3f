import { noQuery } from '#common/epcis/find-query.ts';
import { epcFormatOf } from '#common/epcis/identifier-format.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import { type Granted, mustBeWide, type Principal, principalOf } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { MOST_STREAMS, MOST_STREAMS_OF_ONE, type NewStream, type Subscriptions } from '#common/store/subscriptions.ts';
import { wakeRun } from '#common/subscriptions/wake-run.ts';
import { unauthenticated, type VerifyToken } from '#common/verify-token.ts';
import { refuse } from '#shared/refusal.ts';
import { endOutlived } from './end-outlived.ts';
import { type Parameters, readControls } from './read-controls.ts';

/** A request for a connection. Header names are in lower case. */
export interface Opening {
  readonly connectionId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly parameters: Parameters;
}

export interface OpenNeeds {
  readonly verify: VerifyToken;
  readonly granted: Granted;
  readonly subscriptions: Pick<Subscriptions, 'all' | 'createStream' | 'endConnection'>;
  /** The subscription queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/** The connection opens after this function has answered; nothing can be told before. */
const WAKE_AFTER_SECONDS = 2;

/** Subscribes a connection that is about to open to a named query. Throws Refused when it must not open. */
export const openStream =
  (needs: OpenNeeds) =>
  async (opening: Opening): Promise<void> => {
    const { tenant, home, caller, pass } = await callerOf(needs, opening);
    mustSpeakVersion2(opening);
    const epcFormat = epcFormatOf(opening);
    const { queryName, initialRecordTime = needs.now().toISOString(), ...controls } = readControls(opening.parameters);
    await endOutlived(needs, tenant);
    const { connectionId } = opening;
    const by = `${home}#${caller}`;
    const across = home !== tenant && { home };
    const asked = { ...controls, queryName, connectionId, by, pass, initialRecordTime, epcFormat, ...across };
    const created = await needs.subscriptions.createStream(tenant, asked);
    if (created === 'no-such-query') throw noQuery(queryName);
    if (created === 'too-many') throw tooMany();
    await wakeRun(needs.wake, created, WAKE_AFTER_SECONDS);
  };

type Pass = NonNullable<NewStream['pass']>;

async function callerOf(
  { verify, granted }: OpenNeeds,
  { headers, parameters }: Opening,
): Promise<Principal & { readonly pass: Pass }> {
  const claims = await verify(tokenOf(headers, parameters));
  const requestContext = { http: { method: 'GET' }, authorizer: { lambda: claims } };
  const principal = await principalOf({ headers, requestContext }, 'events:query', granted);
  mustBeWide(principal, 'a stream of events');
  return { ...principal, pass: passOf(claims) };
}

/** What is asked again as long as the connection is open: the register knows a person by the user name, a machine by its client. */
function passOf({ username, client_id: client, exp }: Awaited<ReturnType<VerifyToken>>): Pass {
  if (exp === undefined) throw unauthenticated('the token never ends');
  const until = new Date(exp * 1000).toISOString();
  return typeof username === 'string'
    ? { kind: 'person', name: username, until }
    : { kind: 'client', name: String(client), until };
}

/** Browsers cannot send headers with a WebSocket: they put the token into the query string (RFC 6750 §2.3). */
function tokenOf(headers: Opening['headers'], parameters: Parameters): string {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  const token = bearer ?? parameters['access_token']?.[0] ?? '';
  if (token === '') throw unauthenticated('no token is sent');
  return token;
}

const tooMany = () =>
  new Refused(
    refuse(
      'not-permitted',
      `a tenant may have ${MOST_STREAMS} streams at most, and one caller ${MOST_STREAMS_OF_ONE}`,
      {
        rule: 'EPCIS 2.0 §8.2.5, SubscribeNotPermittedException',
        remedy: 'close streams that are not needed',
      },
    ),
  );

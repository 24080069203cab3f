import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { ledger } from '#common/store/ledger.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type Answered, call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { minute } from '../../test/kit/events.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { openCipher } from '../../test/kit/unit-maker.ts';
import { routes } from './routes.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
let woken: unknown[] = [];
/** Every look at the clock is a millisecond after the one before. */
let calls = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  woken = [];
  await giveTenant(engine.db, tenant);
});

const open = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);

function ask(
  body: string,
  { role = 'administrator', soap = '1.1', headers = {}, scope = 'seriate/read seriate/write' } = {},
) {
  const needs = {
    ledger: open(),
    vocabulary: vocabulary(engine.db, tables.registry),
    registry: registry(engine.db, tables.registry),
    queries: namedQueries(engine.db, tables.registry),
    subscriptions: subscriptions(engine.db, tables.registry, tables.deliveries),
    granted: async () => false,
    guard: async (url: string) =>
      url.startsWith('https://')
        ? { address: '192.0.2.1', family: 4 }
        : { refused: 'not-permitted' as const, detail: 'without TLS' },
    wake: async (message: unknown) => {
      woken.push(message);
    },
    now: () => new Date(Date.parse(minute(200)) + calls++),
  };
  const space =
    soap === '1.1' ? 'http://schemas.xmlsoap.org/soap/envelope/' : 'http://www.w3.org/2003/05/soap-envelope';
  return call(
    httpHandler(routes(needs), async () => false),
    'POST /epcis/soap',
    {
      tenant,
      role,
      scope,
      headers: { 'content-type': 'text/xml', ...headers },
      body: `<s:Envelope xmlns:s="${space}"><s:Body>${body}</s:Body></s:Envelope>`,
    },
  );
}

const message = (name: string, inside = '', version = 1) =>
  `<q:${name} xmlns:q="urn:epcglobal:epcis-query:xsd:${version}">${inside}</q:${name}>`;
const params = (asked: Record<string, string | string[]>) =>
  `<params>${Object.entries(asked)
    .map(([name, value]) => {
      const inside = typeof value === 'string' ? value : value.map((one) => `<string>${one}</string>`).join('');
      return `<param><name>${name}</name><value>${inside}</value></param>`;
    })
    .join('')}</params>`;
const poll = (asked: Record<string, string | string[]>, queryName = 'SimpleEventQuery', version = 1) =>
  message('Poll', `<queryName>${queryName}</queryName>${params(asked)}`, version);
const schedule = '<controls><schedule><minute>0</minute></schedule><reportIfEmpty>false</reportIfEmpty></controls>';
const subscribe = ({
  id = 's-1',
  dest = 'https://partner.example.com/in',
  queryName = 'SimpleEventQuery',
  controls = schedule,
  asked = {},
  version = 1,
}: {
  id?: string;
  dest?: string;
  queryName?: string;
  controls?: string;
  asked?: Record<string, string | string[]>;
  version?: number;
} = {}) =>
  message(
    'Subscribe',
    `<queryName>${queryName}</queryName>${params(asked)}<dest>${dest}</dest>${controls}<subscriptionID>${id}</subscriptionID>`,
    version,
  );

function documentIn({ status, body }: Answered) {
  expect({ status, body }).toMatchObject({ status: 200 });
  const document = readDocument(String(body));
  if (isRefusal(document)) throw new Error(document.detail);
  return document;
}
const stringsIn = ({ body }: Answered) => [...String(body).matchAll(/<string>([^<]*)/g)].map(([, text]) => text);
const exceptionIn = ({ body }: Answered) => /<epcisq:(\w+Exception) /.exec(String(body))?.[1];

describe('subscriptions', () => {
  const ids = async (queryName = 'SimpleEventQuery') =>
    stringsIn(await ask(message('GetSubscriptionIDs', `<queryName>${queryName}</queryName>`)));
  const unsubscribe = (id: string) => ask(message('Unsubscribe', `<subscriptionID>${id}</subscriptionID>`));

  test('come, are listed, and go, with the query they brought', async () => {
    expect(await ask(subscribe({ asked: { EQ_action: ['ADD'] } }))).toMatchObject({
      status: 200,
      body: expect.stringContaining('SubscribeResult'),
    });
    expect(woken).toEqual([{ tenant, subscriptionId: 's-1' }]);
    expect(await ids()).toEqual(['s-1']);
    expect(stringsIn(await ask(message('GetQueryNames')))).toHaveLength(2);
    expect((await unsubscribe('s-1')).status).toBe(200);
    expect(await ids()).toEqual([]);
    expect(exceptionIn(await unsubscribe('s-1'))).toBe('NoSuchSubscriptionException');
    expect(await namedQueries(engine.db, tables.registry).get(tenant, 'soap:s-1')).toBeUndefined();
    expect((await ask(subscribe())).status).toBe(200);
  });

  test('of open connections are not listed: nobody here could end them', async () => {
    const store = subscriptions(engine.db, tables.registry, tables.deliveries);
    const kept = { name: 'packs', message: { queryName: 'packs', params: {} }, createdAt: minute(0), by: 'me' };
    await namedQueries(engine.db, tables.registry).create(tenant, kept);
    const stream = { queryName: 'packs', connectionId: 'c-1', by: 'me', reportIfEmpty: false } as const;
    const from = { initialRecordTime: minute(0), epcFormat: 'Always_EPC_URN' } as const;
    expect(await store.createStream(tenant, { ...stream, ...from })).toMatchObject({ channel: 'stream' });
    expect(await ids('packs')).toEqual([]);
    await ask(subscribe({ queryName: 'packs' }));
    expect(await ids('packs')).toEqual(['s-1']);
  });

  test('of one id have one maker, whoever asks at once, and its query', async () => {
    const steps = ['packing', 'shipping', 'loading'];
    const answers = await Promise.all(
      steps.map((step) => ask(subscribe({ dest: `https://${step}.example.com`, asked: { EQ_bizStep: [step] } }))),
    );
    expect(answers.map(exceptionIn).filter((one) => one !== undefined)).toEqual(
      Array(2).fill('DuplicateSubscriptionException'),
    );
    const [made] = await subscriptions(engine.db, tables.registry, tables.deliveries).all(tenant);
    const kept = await namedQueries(engine.db, tables.registry).get(tenant, 'soap:s-1');
    expect(made).toMatchObject({ dest: `https://${kept?.message.params['EQ_bizStep']}.example.com` });
  });

  test('are told in the version that they were asked in', async () => {
    await ask(subscribe());
    await ask(subscribe({ id: 's-2', version: 2 }));
    const made = await subscriptions(engine.db, tables.registry, tables.deliveries).all(tenant);
    expect(made).toMatchObject([
      { subscriptionId: 's-1', form: 'xml-1.2', epcFormat: 'Always_EPC_URN' },
      { subscriptionId: 's-2', form: 'xml-2.0', epcFormat: 'Never_Translates' },
    ]);
  });

  test('by trigger are told as events are captured', async () => {
    const trigger = '<trigger>urn:seriate:trigger:captured</trigger><reportIfEmpty>false</reportIfEmpty>';
    expect((await ask(subscribe({ controls: `<controls>${trigger}</controls>` }))).status).toBe(200);
    const [made] = await subscriptions(engine.db, tables.registry, tables.deliveries).all(tenant);
    expect(made).toMatchObject({ subscriptionId: 's-1', epcFormat: 'Always_EPC_URN' });
    expect(made?.schedule).toBeUndefined();
  });

  test.each<[string, string]>([
    ['SubscribeNotPermittedException', subscribe({ queryName: 'SimpleMasterDataQuery' })],
    ['NoSuchNameException', subscribe({ queryName: 'unknown' })],
    ['InvalidURIException', subscribe({ dest: 'http://partner.example.com' })],
    ['QueryParameterException', subscribe({ asked: { EQ_colour: 'red' } })],
    ['SubscriptionControlsException', subscribe({ controls: '<controls><reportIfEmpty>0</reportIfEmpty></controls>' })],
    [
      'SubscriptionControlsException',
      subscribe({ controls: '<controls><trigger>urn:x</trigger><reportIfEmpty>0</reportIfEmpty></controls>' }),
    ],
    [
      'SubscriptionControlsException',
      subscribe({
        controls: '<controls><schedule><hour>25</hour></schedule><reportIfEmpty>0</reportIfEmpty></controls>',
      }),
    ],
    ['ValidationException', subscribe({ id: 'a b' })],
  ])('are refused as %s', async (exception, body) => {
    expect(exceptionIn(await ask(body))).toBe(exception);
    expect(await ids()).toEqual([]);
  });

  test('of one id are there once', async () => {
    await ask(subscribe());
    expect(exceptionIn(await ask(subscribe()))).toBe('DuplicateSubscriptionException');
  });

  test('need the right to write queries', async () => {
    const answer = await ask(subscribe(), { role: 'site' });
    expect(exceptionIn(answer)).toBe('SecurityException');
    expect(exceptionIn(await ask(message('Unsubscribe', '<subscriptionID>x</subscriptionID>'), { role: 'site' }))).toBe(
      'SecurityException',
    );
  });
});

describe('a token to read alone', () => {
  const scope = 'seriate/read';

  test('is good for asking', async () => {
    expect(documentIn(await ask(poll({}), { scope })).events).toEqual([]);
    expect((await ask(message('GetQueryNames'), { scope })).status).toBe(200);
  });

  test.each([subscribe(), message('Unsubscribe', '<subscriptionID>s-1</subscriptionID>')])(
    'is not good for subscribing and unsubscribing',
    async (body) => {
      const answer = await ask(body, { scope });
      expect(exceptionIn(answer)).toBe('SecurityException');
      expect(answer.body).toContain('scope=seriate/write');
    },
  );
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { readyMappings } from '#shared/mapping/ready-mappings.ts';
import { writeMessage } from '#shared/mapping/write-mapped.ts';
import { writtenBy } from '#shared/network/onboarding/mapped-tests.ts';
import { casesOf, type DocumentForm, epcisForms } from '#shared/network/onboarding/test-cases.ts';
import { type TestFile, testFile, testFiles } from '#shared/network/onboarding/test-files.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type Dynoxide, startDynoxide } from '../../../test/kit/dynoxide.ts';
import { mappingWorld } from '../../../test/kit/mapping-world.ts';
import { judgeTest } from './judge-test.ts';

let engine: Dynoxide;
let world: ReturnType<typeof mappingWorld>;
beforeAll(async () => {
  engine = await startDynoxide();
  world = mappingWorld(engine, 'judged');
  await world.begin();
  for (const { name, mapping } of readyMappings) await world.inForce(name, { mapping });
}, 60_000);
afterAll(() => engine.stop());

const AT = '2026-03-01T10:00:00.000Z';
const SENDER = 'urn:epc:id:pgln:9529999.00001';

async function us() {
  return (await world.needs.registry.tenant('judged')) ?? expect.fail('the tenant has a profile');
}
const partiesOf = async (sender = SENDER) => ({ sender, receiver: (await us()).party });

interface Agreed {
  readonly name?: string;
  readonly mapping?: Mapping | undefined;
  readonly sender?: string;
}

/** As the partner's own client would send it. */
async function judged(content: string, { name, mapping, sender = SENDER }: Agreed = {}) {
  const partner = { partner: 'p', name: 'A firm', party: sender, channel: 'portal', generation: 1 } as const;
  const between = { tenant: await us(), mapping, partner: { ...partner, ...(name && { mapping: { in: name } }) } };
  const sent = { body: new TextEncoder().encode(content), contentType: 'text/plain', fileName: 'a' };
  return judgeTest(world.needs, between, sent);
}
const outcomeOf = async (content: string, agreed?: Agreed) => (await judged(content, agreed)).judged.outcome;

async function made(form: DocumentForm, mapping?: Mapping): Promise<readonly TestFile[]> {
  const files = testFiles({ form, write: mapping && writtenBy(mapping) }, await partiesOf(), AT);
  return isRefusal(files) ? expect.fail(files.detail) : files;
}

const ready = (name: string): Agreed & { mapping: Mapping } => {
  const found = readyMappings.find((one) => one.name === name) ?? expect.fail(`${name} is ready`);
  return { name, mapping: found.mapping };
};
const forms = [
  ...epcisForms.map((form) => ({ form, agreed: () => ({}) as Agreed })),
  ...epcisForms.map((form) => ({ form, agreed: () => ready(`${form}-in`) as Agreed })),
  { form: 'csv' as const, agreed: () => ready('pack-list-csv-in') as Agreed },
  { form: 'serial-exchange' as const, agreed: () => ready('serial-exchange-in') as Agreed },
];

describe.each(forms)('of the test files in $form', ({ form, agreed }) => {
  test('there is one for each case, and each ends as it says, with the reason', async () => {
    const files = await made(form, agreed().mapping);
    expect(files.map((one) => one.test)).toEqual(casesOf(form));
    for (const { test: name, content, expected } of files) {
      const { judged: end, form: read } = await judged(content, agreed());
      expect([name, end]).toEqual([name, expect.objectContaining({ outcome: expected })]);
      if (expected !== 'accepted') expect(end).toMatchObject({ detail: expect.stringMatching(/\S{3}/) });
      if (expected !== 'malformed') expect([name, read]).toEqual([name, form]);
    }
  });
});

describe('a file that receive-document would refuse is not accepted', () => {
  const golden = async () => JSON.parse((await made('epcis-2.0-json'))[0]?.content ?? '');

  test('that a header says is somebody else’s, or for somebody else', async () => {
    const document = await golden();
    const head = (sender: string, receiver: string) => ({ ...document, sender, receiver });
    const own = (await us()).party;
    expect(await outcomeOf(JSON.stringify(head('urn:epc:id:pgln:9521321.00001', own)))).toBe('unknown-sender');
    expect(await outcomeOf(JSON.stringify(head(SENDER, 'urn:epc:id:pgln:4012345.00001')))).toBe('invalid');
    expect(await outcomeOf(JSON.stringify(head(SENDER, own)))).toBe('accepted');
  });

  test('that the agreed mapping does not read, and is read where none is agreed', async () => {
    const text = JSON.stringify(await golden());
    expect(await outcomeOf(text)).toBe('accepted');
    for (const name of ['pack-list-csv-in', 'serial-exchange-in', 'epcis-1.2-xml-in'])
      expect([name, await outcomeOf(text, ready(name))]).toEqual([name, 'malformed']);
  });

  test('of whose events one cannot be stored', async () => {
    const document = await golden();
    document.epcisBody.eventList[0].eventTime = '0000-01-01T00:00:00Z';
    expect(await outcomeOf(JSON.stringify(document))).toBe('malformed');
  });
});

test('a sheet with a wrong check digit in a column of GTINs is refused for that', async () => {
  const columns = [
    { name: 'what', of: 'kind' },
    { name: 'time', of: 'eventTime' },
    { name: 'gtin', of: 'gtin' },
    { name: 'serial', of: 'serial' },
  ];
  const mapping = { format: 'csv', direction: 'in', columns };
  await world.inForce('gtins', { mapping });
  const sheet = `what,time,gtin,serial\r\ncommission,${AT},09529999999997,TEST1\r\n`;
  expect(await judged(sheet, { name: 'gtins' })).toMatchObject({
    judged: { outcome: 'wrong-check-digit', detail: expect.stringContaining('check digit') },
  });
});

test('a message that is no events tells no whole story', async () => {
  const agreed = ready('serial-exchange-in');
  const counts = { commissioned: 4, rejected: 0 };
  const content = { lot: 'TEST-LOT', gtin: '09529999999999', endedAt: AT, counts };
  const message = { family: 'end-of-batch', content } as const;
  const about = { ...(await partiesOf()), id: 'TEST', at: AT, message };
  const written = writeMessage(agreed.mapping, about);
  if (Array.isArray(written)) return expect.fail(written[0]?.detail);
  expect(await judged(written.body, agreed)).toMatchObject({
    judged: { outcome: 'incomplete', detail: expect.stringContaining('end-of-batch') },
  });
});

test('another GLN of the sender’s own is the sender as well', async () => {
  const text = (await made('epcis-2.0-json'))[0]?.content ?? '';
  const own = text.replaceAll(SENDER, 'urn:epc:id:pgln:9529999.00002');
  expect(own).not.toBe(text);
  expect(await outcomeOf(own)).toBe('accepted');
});

test('goods of somebody else are no test range', async () => {
  const text = (await made('epcis-2.0-json'))[0]?.content ?? '';
  const { judged: end } = await judged(text.replaceAll('sscc:9529999.', 'sscc:9521321.'));
  expect(end).toMatchObject({ outcome: 'invalid', detail: expect.stringContaining('company prefix') });
});

test('a sound file without shipping tells no whole story, and one that somebody else is to get is refused', async () => {
  const document = JSON.parse((await made('epcis-2.0-json'))[0]?.content ?? '');
  document.epcisBody.eventList.pop();
  expect((await judged(JSON.stringify(document))).judged).toMatchObject({
    outcome: 'incomplete',
    detail: expect.stringContaining('shipping'),
  });
  const others = testFile('golden', { form: 'epcis-2.0-json' }, { sender: SENDER, receiver: SENDER }, AT);
  expect(isRefusal(others) ? others : await outcomeOf(others.content)).toBe('invalid');
});

test('whatever the companies’ prefixes are, golden files are accepted', async () => {
  const { receiver } = await partiesOf();
  const party = fc
    .integer({ min: 6, max: 12 })
    .chain((length) =>
      fc
        .tuple(
          fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length }),
          fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12 - length, maxLength: 12 - length }),
        )
        .map(([prefix, reference]) => `urn:epc:id:pgln:${prefix}.${reference}`),
    );
  await fc.assert(
    fc.asyncProperty(party, fc.constantFrom(...epcisForms), async (sender, form) => {
      const file = testFile('golden', { form }, { sender, receiver }, AT);
      if (isRefusal(file)) throw new Error(file.detail);
      expect((await judged(file.content, { sender })).judged).toEqual({ outcome: 'accepted' });
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['nothing', ''],
  ['no document', '{"a":1}'],
  ['a deep nest', '['.repeat(100_000)],
  ['a billion laughs', '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'],
])('%s is malformed in every form', async (_, text) => {
  for (const agreed of [{}, ready('pack-list-csv-in'), ready('serial-exchange-in')])
    expect(await outcomeOf(text, agreed)).toBe('malformed');
});

test('a file from nobody is one, whoever the sender is', async () => {
  for (const prefix of ['9529999.00001', '9529999.00002', '952999.000001', '9521000.00001', '952100.000002']) {
    const sender = `urn:epc:id:pgln:${prefix}`;
    const file = testFile('unknown-sender', { form: 'epcis-2.0-json' }, await partiesOf(sender), AT);
    if (isRefusal(file)) throw new Error(file.detail);
    expect(await outcomeOf(file.content, { sender })).toBe('unknown-sender');
  }
});

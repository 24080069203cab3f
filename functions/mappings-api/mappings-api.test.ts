import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { readyMappings } from '#shared/mapping/ready-mappings.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { approved } from '../../test/kit/approved.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { mappingWorld } from '../../test/kit/mapping-world.ts';
import { openCipher } from '../../test/kit/open-cipher.ts';

let engine: Dynoxide;
let world: ReturnType<typeof mappingWorld>;
let houses = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = mappingWorld(engine, `mapper-${houses++}`);
  await world.begin();
});

const one = '/api/mappings/{name}';
const path = { name: 'medico' };
const csv = {
  format: 'csv',
  direction: 'in',
  columns: [
    { name: 'epc', of: 'epc' },
    { name: 'when', of: 'eventTime' },
  ],
  defaults: { kind: 'receive', offset: '+01:00' },
};
const input = 'epc,when\r\nurn:epc:id:sscc:9521321.0000000001,2026-03-01T09:00:00Z\r\n';
const bad = 'epc,when\r\nurn:epc:id:sscc:9521321.0000000001,yesterday\r\n';
const event = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:00:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'receiving',
  disposition: 'in_progress',
  epcList: ['urn:epc:id:sscc:9521321.0000000001'],
};
const output = JSON.stringify({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00Z',
  epcisBody: { eventList: [event] },
});
const good = { name: 'a receipt', input, expect: { output } };
const refused = { name: 'no time', input: bad, expect: { problems: [{ at: '2:36 when', detail: 'is no time' }] } };

describe('a mapping', () => {
  test('stays for the direction that partners name it for, once it was in force', async () => {
    await world.inForce('medico', { mapping: csv });
    expect(await world.put('medico', { mapping: { ...csv, direction: 'out' } })).toMatchObject({ status: 409 });
    expect(await world.put('medico', { mapping: { ...csv, separator: ';' } })).toMatchObject({ status: 201 });
  });

  test('is written on only by who saw what is there, and made only where there is none', async () => {
    const write = (separator: string, headers: Record<string, string>) =>
      world.ask(`PUT ${one}`, { path, headers, body: { mapping: { ...csv, separator } } });
    expect(await write(',', { 'if-none-match': '*' })).toMatchObject({ status: 201 });
    expect(await write(';', { 'if-none-match': '*' })).toMatchObject({ status: 409, body: { at: '/name' } });
    expect(await write(';', { 'if-match': '"1.1"' })).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await write('|', { 'if-match': '"1.1"' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('mapping medico was changed meanwhile by ada') },
    });
  });

  test('comes into force when another person approves it, and keeps its versions', async () => {
    expect(await world.put('medico', { mapping: csv, samples: [good, refused] })).toMatchObject({
      status: 201,
      body: {
        name: 'medico',
        version: 1,
        revision: 1,
        standing: 'draft',
        samples: [{ name: 'a receipt' }, { name: 'no time' }],
      },
    });
    await world.submit('medico');
    expect(await world.approve('medico', { version: 1, revision: 2 }, 'ada')).toMatchObject({ status: 403 });
    expect(await world.approve('medico', { version: 1, revision: 2 })).toMatchObject({
      status: 200,
      body: { standing: 'in-force' },
    });
    await world.put('medico', { mapping: { ...csv, separator: ';' } });
    expect(await world.ask(`GET ${one}`, { path })).toMatchObject({
      body: { version: 1, standing: 'in-force', mapping: { separator: ',' }, open: { version: 2, standing: 'draft' } },
    });
    expect(await world.ask(`GET ${one}/difference`, { path })).toMatchObject({
      body: { from: 1, to: 2, differences: [{ at: '/mapping/separator', before: ',', after: ';' }] },
    });
    expect((await world.ask(`GET ${one}/versions`, { path })).body.versions).toMatchObject([
      { version: 2 },
      { version: 1 },
    ]);
    expect(await world.ask(`GET ${one}/versions/{version}`, { path: { ...path, version: '1' } })).toMatchObject({
      body: { standing: 'in-force', samples: [{ ...good, id: 'sample-1' }, refused] },
    });
  });

  test('written again as it is in force makes no version', async () => {
    await world.inForce('medico', { mapping: csv, samples: [good] });
    expect(await world.put('medico', { mapping: csv })).toMatchObject({
      status: 200,
      body: { version: 1, standing: 'in-force' },
    });
  });

  test('is not approved by a machine, nor as somebody else has changed it', async () => {
    await world.put('medico', { mapping: csv });
    await world.submit('medico');
    const body = { version: 1, revision: 2 };
    expect(
      await world.ask(`POST ${one}/approve`, { path, body, by: 'robot', isMachine: true, role: 'qa' }),
    ).toMatchObject({ status: 403 });
    expect(await world.approve('medico', { version: 1, revision: 1 })).toMatchObject({ status: 409 });
  });

  test('of one tenant is none of another', async () => {
    await world.inForce('medico', { mapping: csv });
    const other = mappingWorld(engine, 'stranger');
    await other.begin();
    expect(await other.ask(`GET ${one}`, { path })).toMatchObject({ status: 404 });
    expect((await other.ask('GET /api/mappings')).body).toEqual({ mappings: [] });
  });

  test('that a partner names is not withdrawn; any other is, by two people', async () => {
    await world.inForce('medico', { mapping: csv });
    const partner = {
      name: 'Medico',
      party: 'urn:epc:id:pgln:9521999.00001',
      channel: 'webhook',
      url: 'https://medico.example',
    };
    await approved(engine.db, world.tenant, 'partner', 'medico', { ...partner, mapping: { in: 'medico' } });
    const query = { reason: 'no longer sent' };
    expect(await world.ask(`DELETE ${one}`, { path, query })).toMatchObject({
      status: 409,
      body: { detail: 'mapping medico is used by medico' },
    });
    await approved(engine.db, world.tenant, 'partner', 'medico', partner);
    expect(await world.ask(`DELETE ${one}`, { path, query })).toMatchObject({
      status: 202,
      body: { version: 2, withdraws: true },
    });
    expect(await world.approve('medico', { version: 2, revision: 1 })).toMatchObject({
      body: { standing: 'withdrawn' },
    });
    expect(await world.ask(`GET ${one}`, { path })).toMatchObject({ body: { standing: 'withdrawn' } });
  });
});

describe('a sample that fails', () => {
  test.each([
    [
      'says other events',
      { ...good, expect: { output: output.replace('receiving', 'shipping') } },
      'event 1 says something else',
    ],
    [
      'says more events',
      {
        ...good,
        expect: {
          output: output.replace(
            '[{',
            '[{"type":"ObjectEvent","eventTime":"2026-03-01T09:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","epcList":["urn:a:b"]},{',
          ),
        },
      },
      '1 events, 2 are expected',
    ],
    ['was to be refused', { ...good, expect: { problems: [{}] } }, 'it was taken, and refusals are expected'],
    [
      'was to be refused elsewhere',
      { ...refused, expect: { problems: [{ at: '3:1 when' }] } },
      'no refusal says anything at 3:1 when',
    ],
    ['was to be taken', { ...refused, expect: { output } }, 'refused: "yesterday" is no time'],
  ])('since it %s keeps the version from coming into force', async (_, sample, why) => {
    await world.put('medico', { mapping: csv, samples: [{ ...good, name: 'one that passes' }, sample] });
    expect(await world.ask(`POST ${one}/test`, { path, body: {} })).toMatchObject({
      body: { version: 1, passed: false, samples: [{ passed: true }, { passed: false, differs: why }] },
    });
    await world.submit('medico');
    expect(await world.approve('medico', { version: 1, revision: 2 })).toMatchObject({
      status: 409,
      body: { at: '/samples/1', detail: expect.stringContaining(why) },
    });
    expect(await world.ask(`GET ${one}`, { path })).toMatchObject({ body: { standing: 'submitted' } });
  });

  test('of what goes out is told by the first line that differs', async () => {
    const out = { ...csv, direction: 'out' };
    const sample = { name: 'out', input: output, expect: { output: input.replace('09:00', '08:00') } };
    await world.put('medico', { mapping: out, samples: [sample] });
    const { body } = await world.ask(`POST ${one}/test`, { path, body: {} });
    expect(body.samples[0].differs).toMatch(/^line 2 is .*09:00.*08:00.* is expected$/);
    await world.put('medico', { mapping: out, samples: [{ ...sample, expect: { output: input } }] });
    expect((await world.ask(`POST ${one}/test`, { path, body: {} })).body).toMatchObject({ passed: true });
  });
});

describe('a preview', () => {
  const preview = async (body: object) => world.ask(`POST ${one}/preview`, { path, body });

  test('shows what a document says, or what is wrong with it, and stores nothing', async () => {
    expect(await preview({ mapping: csv, input })).toMatchObject({
      status: 200,
      body: { family: 'epcis', document: { epcisBody: { eventList: [event] } } },
    });
    expect(await preview({ mapping: csv, input: bad })).toMatchObject({
      status: 200,
      body: { problems: [{ line: 2, column: 36 }] },
    });
    expect((await world.ask('GET /api/mappings')).body).toEqual({ mappings: [] });
  });

  test('shows what is made of captured events, by id or by lot, and of nobody else’s', async () => {
    const lot = { gtin: '09521321123458', lot: 'L1' };
    const made = commissionEvent({
      epcs: ['urn:epc:id:sgtin:9521321.012345.A1'],
      at: minute(1),
      lot: lot.lot,
      ...here,
    });
    const book = ledger(engine.db, tables.ledger, readSerialPools(engine.db, tables.serials), openCipher);
    await book.append(world.tenant, stored([{ ...made, eventID: 'urn:uuid:e1' }]));
    const mapping = readyMappings.find(({ name }) => name === 'epcis-1.2-xml-out')?.mapping;
    for (const of of [{ lot }, { eventIds: ['urn:uuid:e1'] }])
      expect(await preview({ mapping, ...of })).toMatchObject({
        status: 200,
        body: {
          documents: [{ fileExtension: 'xml', body: expect.stringContaining('urn:epc:id:sgtin:9521321.012345.A1') }],
        },
      });
    expect(await preview({ mapping, eventIds: ['urn:uuid:e2'] })).toMatchObject({ status: 404 });
    const other = mappingWorld(engine, 'looker');
    await other.begin();
    expect(await other.ask(`POST ${one}/preview`, { path, body: { mapping, lot } })).toMatchObject({ status: 404 });
  });

  test.each([
    ['nothing to try', { mapping: csv }],
    ['two things to try', { mapping: csv, input, eventIds: ['a'] }],
    ['events of a mapping for what comes in', { mapping: csv, eventIds: ['urn:uuid:none'] }],
    ['a mapping that does not go together', { mapping: { ...csv, defaults: {} }, input }],
    ['a member that nobody knows', { mapping: csv, input, inputs: 1 }],
  ])('of %s is refused', async (_, body) => {
    expect((await preview(body)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('hostile drafts are refused', () => {
  test.each<[string, object, string]>([
    ['an unknown format', { mapping: { ...csv, format: 'pdf' } }, '/mapping/format'],
    [
      'a script for a column',
      { mapping: { ...csv, columns: [{ name: 'a', of: '__proto__' }] } },
      '/mapping/columns/0/of',
    ],
    [
      'too many samples',
      { mapping: csv, samples: Array.from({ length: 21 }, (_, i) => ({ ...good, name: `s${i}` })) },
      '/samples',
    ],
    ['two samples of a name', { mapping: csv, samples: [good, good] }, '/samples'],
    [
      'a sample that is too large',
      { mapping: csv, samples: [{ ...good, input: 'ä'.repeat(40_000) }] },
      '/samples/0/input',
    ],
    [
      'a table without end',
      { mapping: { ...csv, words: { identifier: Array.from({ length: 1001 }, () => ({ ours: 'a', theirs: 'b' })) } } },
      '/mapping/words/identifier',
    ],
  ])('%s', async (_, body, at) => {
    expect(await world.put('medico', body)).toMatchObject({ status: 400, body: { at } });
  });

  test('a mapping that is too large for its row', async () => {
    const pairs = Array.from({ length: 1000 }, (_, i) => ({ ours: `urn:${i}:${'a'.repeat(100)}`, theirs: 'b' }));
    expect(await world.put('medico', { mapping: { ...csv, words: { identifier: pairs } } })).toMatchObject({
      status: 413,
    });
  });

  test('a name that is none', async () => {
    expect(await world.put('a#b', { mapping: csv })).toMatchObject({ status: 400 });
  });
});

test('mappings that are ready made are offered, and can be taken as they are', async () => {
  const { body } = await world.ask('GET /api/mappings', { query: { ready: 'true' } });
  expect(body.mappings).toHaveLength(readyMappings.length);
  for (const { name, mapping } of body.mappings)
    expect(await world.inForce(name, { mapping })).toMatchObject({ status: 200, body: { standing: 'in-force' } });
  const { mappings, nextPageToken } = (await world.ask('GET /api/mappings', { query: { perPage: '3' } })).body;
  expect(mappings).toHaveLength(3);
  expect((await world.ask('GET /api/mappings', { query: { perPage: '3', nextPageToken } })).body.mappings).toHaveLength(
    3,
  );
});

test('a version whose samples were lost does not come into force as if it had none', async () => {
  await world.put('medico', { mapping: csv, samples: [good] });
  await world.submit('medico');
  const { head } = (await world.needs.mappings.get(world.tenant, 'medico')) ?? { head: undefined };
  const open = head?.open && {
    ...head.open,
    content: { ...head.open.content, samples: [{ name: 'gone', hash: 'none' }] },
  };
  await putRows(engine.db, tables.registry, [
    { pk: `${world.tenant}#mappings`, sk: 'medico', ...head, open, writes: 2 },
  ]);
  await expect(world.approve('medico', { version: 1, revision: 2 })).rejects.toThrow('samples of a mapping are gone');
});

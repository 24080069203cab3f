import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { masterWorld, productHeader, productRows } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let world: ReturnType<typeof masterWorld>;
let count = 0;
beforeEach(async () => {
  world = masterWorld(engine, `acme-${++count}`);
  await world.begin();
});
const dry = { dryRun: 'true' };
const [{ line = '' } = {}] = productRows(0, 1);

describe('a spreadsheet as programs save it', () => {
  const semicolons = (text: string) => text.replaceAll(',', ';');
  test.each([
    ['with a byte order mark', `\ufeff${productHeader}\r\n${line}\r\n`],
    ['with line feeds only', `${productHeader}\n${line}\n`],
    ['with semicolons', `${semicolons(productHeader)}\r\n${semicolons(line)}`],
    ['with a byte order mark and semicolons', `\ufeff${semicolons(productHeader)}\n${semicolons(line)}`],
    ['with tabs', `${productHeader}\n${line}`.replaceAll(',', '\t')],
    ['with every cell quoted', `${productHeader}\n${line}`.replace(/[^,\n]+/g, '"$&"')],
    [
      'with a separator and a quote inside a cell',
      `${productHeader}\n${line.replace('Acmeprazole 0', '"A, ""forte"""')}`,
    ],
    ['with empty lines', `${productHeader}\n\n${line}\n,,,,,,,,\n\n`],
    ['without a break at its end', `${productHeader}\r\n${line}`],
  ])('%s is read', async (_, text) => {
    expect(await world.send(text, dry)).toMatchObject({ status: 200, body: { rows: 1, counts: { new: 1 } } });
  });
});

describe('a spreadsheet that is none', () => {
  const long = 5_000_000;
  test.each([
    ['of no bytes', '', 400],
    ['of a byte order mark only', '\ufeff', 400],
    ['of line breaks only', '\r\n\r\n', 400],
    ['of one line of 5 MB', 'a'.repeat(long), 400],
    ['of one line of 5 MB with a million names', Array.from({ length: 600_000 }, (_, i) => `c${i}`).join(','), 413],
    ['of a name of 5 MB that stands twice', `${'a'.repeat(2_000_000)},${'a'.repeat(2_000_000)}`, 400],
    ['of 5 MB of quotes', '"'.repeat(long), 400],
    ['of a quote that is never closed', `${productHeader}\n"${'a'.repeat(long - 200)}`, 400],
    ['in UTF-16', Buffer.from(`\ufeff${productHeader}`, 'utf16le'), 400],
    ['of more rows than fit', [productHeader, ...productRows(0, 2_001).map((one) => one.line)].join('\n'), 413],
  ])('%s is refused at once, in few words, with what to do', async (_, text, status) => {
    const answer = await world.send(text, dry);
    expect(answer).toMatchObject({ status, body: { detail: expect.any(String), remedy: expect.any(String) } });
    expect(JSON.stringify(answer.body).length).toBeLessThan(3000);
  });

  test('in Windows-1252 is refused with the first line that cannot be read', async () => {
    const bytes = Buffer.from([productHeader, line, line.replace('Acmeprazole', 'Ärzteprazol')].join('\r\n'), 'latin1');
    expect(await world.send(bytes, dry)).toMatchObject({
      status: 400,
      body: { at: '3', detail: 'line 3 is not UTF-8', remedy: expect.stringContaining('UTF-8') },
    });
  });

  test('in a cell of 5 MB is told in few words, by row and column', async () => {
    const wide = line.replace('28', '9'.repeat(4_000_000));
    const { status, body } = await world.send(`${productHeader}\n${wide}`, dry);
    expect([status, body.counts.refused, body.problems[0]]).toMatchObject([200, 1, { row: 2, column: 'packSize' }]);
    const name = line.replace('Acmeprazole 0', 'x'.repeat(4_000_000));
    const named = await world.send(`${productHeader}\n${name}\n${'y'.repeat(900_000)},1,1,1,1,1,1,1,1`, dry);
    expect(named.body.counts.refused).toBe(2);
    expect(JSON.stringify(named.body).length).toBeLessThan(5000);
  });
});

describe('a document of master data that is none', () => {
  const readPoint = (_: unknown, i: number) => ({ id: `urn:epc:id:sgln:9521321.00001.L${i}` });
  const documentOf = (elements: readonly object[], type = 'urn:epcglobal:epcis:vtype:ReadPoint') =>
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T10:00:00Z',
      epcisHeader: { epcisMasterData: { vocabularyList: [{ type, vocabularyElementList: elements }] } },
      epcisBody: { eventList: [] },
    });

  test.each([
    ['of nothing', '', 400],
    ['nested a million deep', '['.repeat(1_000_000), 400],
    ['that ends in the middle', '{"@context":[', 400],
    ['of XML that ends in the middle', '<?xml version="1.0"?><a>', 400],
    [
      'of XML whose entities grow',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
      400,
    ],
    ['of 5 MB of blanks', ' '.repeat(5_000_000), 413],
    ['of more than 5 MB', ' '.repeat(5_000_001), 413],
    ['of 20,000 read points of one site', documentOf(Array.from({ length: 20_000 }, readPoint)), 413],
  ])('%s is refused, in few words', async (_, text, status) => {
    const answer = await world.ask('POST /api/imports/epcis', { body: text, query: dry });
    expect(answer).toMatchObject({ status, body: { detail: expect.any(String) } });
    expect(JSON.stringify(answer.body).length).toBeLessThan(3000);
  });

  test('of 5 MB in one attribute is told in few words', async () => {
    const id = 'urn:epc:idpat:sgtin:9521321.054321.*';
    const attributes = [{ id: 'urn:epcglobal:cbv:mda#descriptionShort', attribute: 'x'.repeat(4_500_000) }];
    const body = documentOf([{ id, attributes }], 'urn:epcglobal:epcis:vtype:EPCClass');
    const answer = await world.ask('POST /api/imports/epcis', { body, query: dry });
    expect([200, 400, 413]).toContain(answer.status);
    expect(JSON.stringify(answer.body).length).toBeLessThan(5000);
  });
});

test('an import whose time runs out keeps what it wrote, says which rows are left, and is completed by sending it again', async () => {
  let ms = Date.parse('2026-03-01T10:00:00Z');
  // Every look at the clock takes half a second.
  world = masterWorld(engine, `acme-slow-${count}`, () => {
    ms += 500;
    return new Date(ms);
  });
  await world.begin();
  const lines = productRows(5, 60).map((one) => one.line);
  const first = await world.importProducts(lines);
  expect(first.status).toBe(200);
  expect(first.body.counts.new).toBeGreaterThan(0);
  expect(first.body.problems[0]).toMatchObject({ remedy: expect.stringContaining('again') });
  for (let left = first.body.counts.refused; left > 0; ) {
    const next = await world.importProducts(lines);
    expect(next.body.counts.refused).toBeLessThan(left);
    left = next.body.counts.refused;
  }
});

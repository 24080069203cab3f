import { afterAll, describe, expect, test } from 'vitest';
import { eventId } from '#shared/epcis/event-id.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { isRefusal } from '#shared/refusal.ts';
import { jsonSample, sampleEvents, xmlSample } from '../../test/kit/epcis-samples.ts';
import { documentFolder, epcisTool } from '../../test/kit/epcis-tool.ts';

const folder = documentFolder();
afterAll(folder.remove);

const json = folder.write('shipment.json', jsonSample());
const read = readJsonDocument(jsonSample());
const hashes = isRefusal(read) ? [] : read.events.map(eventId);

describe('hash', () => {
  test('prints file, event and hash, in document order', async () => {
    const { code, lines, err } = await epcisTool(['hash', json]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(lines).toEqual(hashes.map((hash, event) => `${json} ${event} ${hash}`));
    expect(lines).toHaveLength(3);
  });

  test('or one object a line', async () => {
    const { code, lines } = await epcisTool(['hash', '--json', json]);
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual(hashes.map((hash, event) => ({ file: json, event, hash })));
  });

  test.each(['1.2', '2.0'] as const)('of XML %s is the same', async (version) => {
    const { code, lines } = await epcisTool([
      'hash',
      '--json',
      folder.write(`shipment-${version}.xml`, xmlSample(version)),
    ]);
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line).hash)).toEqual(hashes);
  });

  test('reads standard input, by itself or for a dash between files', async () => {
    const alone = await epcisTool(['hash'], { stdin: jsonSample() });
    expect(alone.lines).toEqual(hashes.map((hash, event) => `- ${event} ${hash}`));
    const between = await epcisTool(['hash', json, '-', json], { stdin: jsonSample() });
    expect(between.lines.map((line) => line.split(' ')[0])).toEqual([
      json,
      json,
      json,
      '-',
      '-',
      '-',
      json,
      json,
      json,
    ]);
  });

  test('shows the text that is hashed when asked', async () => {
    const { lines } = await epcisTool(['hash', '--pre-hash', json]);
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(/^ {2}eventType=ObjectEventeventTime=2026-03-01T08:30:00.000Z/);
    const asJson = await epcisTool(['hash', '--json', '--pre-hash', json]);
    expect(JSON.parse(asJson.lines[0] ?? '').preHash).toBe(lines[1]?.trim());
  });

  test('of a bare event is that of the event in a document', async () => {
    const [event] = sampleEvents;
    const bare = JSON.stringify({ '@context': { ex: 'https://ns.example.org/epcis/' }, ...event });
    expect((await epcisTool(['hash'], { stdin: bare })).lines).toEqual([`- 0 ${hashes[0]}`]);
  });

  test('knows UTF-16 and a byte order mark', async () => {
    const utf16 = Buffer.from(`\ufeff${jsonSample()}`, 'utf16le');
    expect((await epcisTool(['hash'], { stdin: utf16 })).lines.map((line) => line.split(' ')[2])).toEqual(hashes);
  });

  test('tells events that are refused, with their line, and hashes the others', async () => {
    const [first, second, third] = sampleEvents;
    const file = folder.write('partly.json', jsonSample([first, { ...second, eventTime: 'yesterday' }, third]));
    const { code, lines, err } = await epcisTool(['hash', file]);
    expect(code).toBe(1);
    expect(lines).toEqual([`${file} 0 ${hashes[0]}`, `${file} 2 ${hashes[2]}`]);
    expect(err).toMatch(/partly\.json:\d+:\d+: error: "yesterday" is not a date/);
  });

  test('of a document that breaks off tells what was whole, and that it breaks off', async () => {
    const { code, lines, err } = await epcisTool(['hash'], { stdin: jsonSample().slice(0, -30) });
    expect(code).toBe(1);
    expect(lines.map((line) => line.split(' ')[2])).toEqual(hashes.slice(0, lines.length));
    expect(err).toMatch(/^-:\d+:\d+: error: /);
  });

  test('of a document without events is nothing', async () => {
    expect(await epcisTool(['hash'], { stdin: jsonSample([]) })).toMatchObject({ code: 0, out: '', err: '' });
  });
});

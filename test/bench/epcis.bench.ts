import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { canonicalEvent } from '#shared/epcis/canonical-event.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { jsonReader } from '#shared/epcis/read-json-stream.ts';
import { jsonDocument } from '#shared/epcis/write-json.ts';
import { xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type DocumentName, documentNames, documents } from './epcis-documents.ts';
import { ratesOf, report } from './measure.ts';
import { readPieces } from './read-pieces.ts';

for (const name of documentNames) {
  const each = documents[name]();
  readXml(name, each.metric);
  const document = readJsonDocument(each.json);
  if (isRefusal(document)) throw new Error(document.detail);
  readJson(each);
  write(each, document);
  hash(each, document);
}
memory();
// What is printed on packs belongs to the same picture; a process of its own, as everywhere.
spawnSync(process.execPath, [`${import.meta.dirname}/gs1.bench.ts`], { stdio: 'inherit' });

type Case = ReturnType<(typeof documents)[DocumentName]>;

/** Best of five processes for each way; they take turns, so that a busy machine slows all of them alike. */
function readXml(name: DocumentName, metric: string): void {
  const best = { read: 0, tokens: 0, qualified: 0 };
  for (let round = 0; round < 5; round++)
    for (const work of ['read', 'tokens', 'qualified'] as const)
      best[work] = Math.max(best[work], Number(run('epcis-xml-read.ts', work, name)));
  const figure = { bench: 'epcis-xml-read', metric, value: best.read, unit: 'characters/s' };
  report({ ...figure, baseline: { name: 'saxes tokens, no namespaces', value: best.tokens } });
  report({ ...figure, baseline: { name: 'saxes tokens, namespaces', value: best.qualified } });
}

function run(script: string, ...args: string[]): string {
  const { stdout, status, stderr } = spawnSync(process.execPath, [`${import.meta.dirname}/${script}`, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function readJson({ metric, events, json }: Case): void {
  const whole = () => readJsonDocument(json);
  const streamed = () => readPieces(json, (sink) => jsonReader(sink), events);
  const [parse = 0, value = 0, pieces = 0] = ratesOf(json.length, 9, [() => JSON.parse(json), whole, streamed]);
  const baseline = { name: 'JSON.parse', value: parse };
  const unit = 'characters/s';
  report({ bench: 'epcis-json-read', metric, value, unit, baseline });
  report({ bench: 'epcis-json-read-pieces', metric, value: pieces, unit, baseline });
}

function write({ metric, events }: Case, document: EpcisDocument): void {
  const unit = 'events/s';
  const [plain = 0, json = 0, xml20 = 0, xml12 = 0] = ratesOf(events, 5, [
    () => JSON.stringify(document.events),
    () => JSON.stringify(jsonDocument(document)),
    () => xmlDocument(document, { version: '2.0' }),
    () => xmlDocument(document, { version: '1.2', indent: true }),
  ]);
  const baseline = { name: 'JSON.stringify of the events', value: plain };
  report({ bench: 'epcis-json-write', metric, value: json, unit, baseline });
  report({ bench: 'epcis-xml-write', metric: `${metric}, 2.0`, value: xml20, unit, baseline });
  report({ bench: 'epcis-xml-write', metric: `${metric}, 1.2 indented`, value: xml12, unit, baseline });
}

function hash({ metric, events }: Case, { events: all }: EpcisDocument): void {
  const texts = all.map(canonicalEvent);
  const [plain = 0, value = 0] = ratesOf(events, 3, [
    () => texts.map((text) => createHash('sha256').update(text).digest('hex')),
    () => all.map(eventId),
  ]);
  const baseline = { name: 'node:crypto SHA-256 of the ready text', value: plain };
  report({ bench: 'epcis-event-hash', metric, value, unit: 'events/s', baseline });
}

/** Processes of their own: what the figures above left behind must not count. */
function memory(): void {
  const cases = [
    ['xml', '300', '300 MB of XML'],
    ['json', '300', '300 MB of JSON'],
    ['hostile-json', '15.9', 'one event of 16 MB of [[],[],…]'],
    ['hostile-xml', '15.9', 'one event of 16 MB of <ex:a><ex:b/></ex:a>'],
  ] as const;
  for (const [name, size, what] of cases) {
    const told: { megabytes: number; events: number; refused?: string } = JSON.parse(
      run('epcis-memory.ts', name, size),
    );
    const outcome = told.refused === undefined ? `${told.events} events` : `refused: ${told.refused}`;
    report({
      bench: 'epcis-memory',
      metric: `peak while ${what} is read, ${outcome}`,
      value: told.megabytes,
      unit: 'MB',
      baseline: { name: 'bound', value: 256 },
    });
  }
}

import { expect } from 'vitest';
import { jsonSample } from '../../../kit/epcis-samples.ts';
import { type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { inPath, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §7.2, §9.4 master data';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

const hallOf = (word: string) => `urn:epc:id:sgln:9521321.00017.${word}`;
const document = (type: string, ...elements: object[]) => {
  const vocabularyList = [{ type, vocabularyElementList: elements }];
  return jsonSample([], { epcisHeader: { epcisMasterData: { vocabularyList } } });
};
const named = (id: string, attribute: string, name = 'urn:epcglobal:cbv:mda#name') => ({
  id,
  attributes: [{ id: name, attribute }],
});

/** Events at a hall that master data names so. */
async function foundAt(server: EpcisServer, id: string, text: string, attribute = 'name') {
  const { eventID } = await storedEvent(server, { bizLocation: { id } });
  const query = { [`EQATTR_bizLocation_${attribute}`]: text, EQ_bizLocation: id };
  const found = eventsIn(await server.ask({ path: '/events', query })).map((event) => event.eventID);
  return found.includes(eventID);
}

const xml = (inside: string) =>
  `<?xml version="1.0"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T10:00:00Z"><EPCISHeader><extension><EPCISMasterData><VocabularyList>${inside}</VocabularyList></EPCISMasterData></extension></EPCISHeader><EPCISBody><EventList/></EPCISBody></epcis:EPCISDocument>`;

const captured: ConformanceCase[] = [
  one('master data, without events', 'is taken from a document that has nothing else', async (server) => {
    const word = server.fresh('m');
    await server.capture(document('urn:epcglobal:epcis:vtype:BusinessLocation', named(hallOf(word), word)));
    expect(await foundAt(server, hallOf(word), word)).toBe(true);
    expect(await foundAt(server, hallOf(word), 'another')).toBe(false);
  }),
  one('master data, BizLocation', 'is taken under the wrong name that senders use', async (server) => {
    const word = server.fresh('m');
    await server.capture(document('urn:epcglobal:epcis:vtype:BizLocation', named(hallOf(word), word)));
    expect(await foundAt(server, hallOf(word), word)).toBe(true);
  }),
  one('master data, in XML 1.2', 'is taken from the header of an older document', async (server) => {
    const word = server.fresh('m');
    const element = `<VocabularyElement id="${hallOf(word)}"><attribute id="urn:epcglobal:cbv:mda:name">${word}</attribute></VocabularyElement>`;
    await server.capture(
      xml(
        `<Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>${element}</VocabularyElementList></Vocabulary>`,
      ),
    );
    expect(await foundAt(server, hallOf(word), word)).toBe(true);
  }),
  one('master data, again', 'what is told later of an element replaces what was', async (server) => {
    const word = server.fresh('m');
    for (const text of [`old ${word}`, word])
      await server.capture(document('urn:epcglobal:epcis:vtype:BusinessLocation', named(hallOf(word), text)));
    expect(await foundAt(server, hallOf(word), word)).toBe(true);
    expect(await foundAt(server, hallOf(word), `old ${word}`)).toBe(false);
  }),
  one(
    'master data, spellings',
    'the names of CBV’s attributes mean the same in each of their spellings',
    async (server) => {
      const word = server.fresh('m');
      await server.capture(
        document('urn:epcglobal:epcis:vtype:BusinessLocation', named(hallOf(word), word, 'cbvmda:name')),
      );
      for (const attribute of ['name', 'cbvmda:name', 'urn:epcglobal:cbv:mda#name', 'urn:epcglobal:cbv:mda:name'])
        expect(await foundAt(server, hallOf(word), word, attribute), attribute).toBe(true);
    },
  ),
  one('master data, of another tenant', 'counts for nothing in one’s own queries', async (server) => {
    const word = server.fresh('m');
    await server.capture(document('urn:epcglobal:epcis:vtype:BusinessLocation', named(hallOf(word), word)), {
      tenant: 'medico',
    });
    expect(await foundAt(server, hallOf(word), word)).toBe(false);
  }),
];

const listed = one(
  'GET /api/vocabularies/{vocabulary}/elements',
  'elements can be listed, by the tenant who captured them alone; the standard has no way to',
  async (server) => {
    const word = server.fresh('m');
    await server.capture(document('urn:epcglobal:epcis:vtype:BusinessLocation', named(hallOf(word), word)));
    const path = `/api/vocabularies/BusinessLocation/elements?EQ_name=${inPath(hallOf(word))}`;
    const answered = await server.ask({ path });
    expectAnswer(answered, { status: 200 });
    expect(answered.text).toContain(word);
    expect((await server.ask({ path, tenant: 'medico' })).text).not.toContain(`"${word}"`);
  },
);

export const masterDataTheme: Theme = { name: 'master-data', cases: [...captured, listed] };

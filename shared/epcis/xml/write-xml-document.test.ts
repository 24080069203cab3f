import { describe, expect, test } from 'vitest';
import { anEvent, orThrow, plainHead } from '../../../test/kit/written-xml.ts';
import type { DocumentForm, EpcisHead } from '../document.ts';
import type { Context } from '../event.ts';
import { type XmlOptions, xmlDocument, xmlWriter } from './write-xml-document.ts';

const v20 = { version: '2.0' } as const;
const v12 = { version: '1.2' } as const;
const event = anEvent({ epcList: ['urn:x:1'] });
const masterData = [{ type: 'urn:x:type' }];
const vocabulary = '<VocabularyList><Vocabulary type="urn:x:type"></Vocabulary></VocabularyList>';

const text = (more: Partial<EpcisHead>, events = [event], options: XmlOptions = v20) =>
  orThrow(xmlDocument({ ...plainHead, ...more, events }, options));

/** The same text, as the streaming writer gives it. */
const streamed = (more: Partial<EpcisHead>, events = [event], options: XmlOptions = v20, context: Context = {}) => {
  const writer = xmlWriter({ ...plainHead, ...more }, context, options);
  return [writer.start(), ...events.map((each) => writer.event(each)), writer.end()].map(orThrow).join('');
};

/** Without what the streaming writer declares before it knows whether it is needed. */
const withoutSpare = (xml: string) => xml.replace(/ xmlns:(?:xsi|xsd|gs1|cbvmda)="[^"]*"/g, '');

describe('a document', () => {
  test('has each event on a line of its own', () => {
    expect(text({}, [event, event])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-03-01T10:00:00Z"><EPCISBody><EventList>\n' +
        '<ObjectEvent><eventTime>2026-03-01T10:00:00.000+01:00</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList><epc>urn:x:1</epc></epcList><action>OBSERVE</action></ObjectEvent>\n' +
        '<ObjectEvent><eventTime>2026-03-01T10:00:00.000+01:00</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList><epc>urn:x:1</epc></epcList><action>OBSERVE</action></ObjectEvent>\n' +
        '</EventList></EPCISBody></epcis:EPCISDocument>\n',
    );
  });

  test('has each element on a line of its own when indented', () => {
    expect(text({ extensions: { 'cbvmda:a': '1' } }, [event], { version: '1.2', indent: true })).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:cbvmda="urn:epcglobal:cbv:mda:" schemaVersion="1.2" creationDate="2026-03-01T10:00:00Z">
  <EPCISBody>
    <EventList>
      <ObjectEvent>
        <eventTime>2026-03-01T10:00:00.000+01:00</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList>
          <epc>urn:x:1</epc>
        </epcList>
        <action>OBSERVE</action>
      </ObjectEvent>
    </EventList>
  </EPCISBody>
  <cbvmda:a>1</cbvmda:a>
</epcis:EPCISDocument>
`,
    );
  });

  test('may have no events', () => {
    expect(text({}, [])).toContain('<EPCISBody><EventList>\n</EventList></EPCISBody>');
  });

  test('has what others added behind its parts', () => {
    const context = { ex: 'https://ns.example.org/' };
    const xml = text({
      context,
      extensions: { '@ex:by': 'me', 'ex:a': '1' },
      bodyExtensions: { 'ex:b': '2' },
      headerExtensions: { 'ex:c': '3' },
    });
    expect(xml).toContain(
      ' creationDate="2026-03-01T10:00:00Z" ex:by="me"><EPCISHeader><ex:c>3</ex:c></EPCISHeader><EPCISBody>',
    );
    expect(xml).toContain('</EventList><ex:b>2</ex:b></EPCISBody><ex:a>1</ex:a></epcis:EPCISDocument>');
    expect(xml.match(/xmlns:ex=/g)).toHaveLength(1);
  });

  test('of a bare event is an EPCISDocument', () => {
    expect(text({ form: 'bare' })).toBe(text({}));
  });

  test('without a date of creation has none', () => {
    const { creationDate: _, ...undated } = plainHead;
    expect(orThrow(xmlDocument({ ...undated, events: [] }, v20))).toContain('schemaVersion="2.0"><EPCISBody>');
  });

  test('that has an event which XML cannot carry is refused', () => {
    const document = { ...plainHead, events: [event, anEvent({ epcList: ['urn:x:\u0001'] })] };
    expect(xmlDocument(document, v20)).toMatchObject({ refused: 'unsupported', at: '/events/1/epcList/0' });
  });
});

describe('a query document', () => {
  const query = { form: 'EPCISQueryDocument', queryName: 'SimpleEventQuery', subscriptionID: 'a<b' } as const;

  test.each([
    [v20, '2'],
    [v12, '1'],
  ])('has its results in the namespace of its version: %j', (options, edition) => {
    const xml = text(query, [event], options);
    expect(xml).toContain(
      `<epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:${edition}" schemaVersion="${options.version}"`,
    );
    expect(xml).toContain(
      '<EPCISBody><epcisq:QueryResults><queryName>SimpleEventQuery</queryName><subscriptionID>a&lt;b</subscriptionID><resultsBody><EventList>\n<ObjectEvent>',
    );
    expect(xml).toContain(
      '</ObjectEvent>\n</EventList></resultsBody></epcisq:QueryResults></EPCISBody></epcisq:EPCISQueryDocument>\n',
    );
  });

  test('answers with master data when there are no events', () => {
    expect(text({ ...query, masterData }, [])).toContain(`<resultsBody>${vocabulary}`);
    expect(text({ ...query, masterData }, [])).not.toContain('EventList');
  });

  test('has master data in its header beside events', () => {
    const xml = text({ ...query, masterData });
    expect(xml).toContain(`<EPCISMasterData>${vocabulary}</EPCISMasterData>`);
    expect(xml).toContain('<resultsBody><EventList>');
  });

  test('has what others added behind its results', () => {
    expect(text({ ...query, bodyExtensions: { 'cbvmda:a': '1' } })).toContain(
      '</resultsBody><cbvmda:a>1</cbvmda:a></epcisq:QueryResults>',
    );
  });

  test('is indented as deep as it stands', () => {
    expect(text(query, [event], { version: '2.0', indent: true })).toContain(
      '\n        <EventList>\n          <ObjectEvent>\n            <eventTime>',
    );
  });

  test('always has a name of the query', () => {
    expect(text({ form: 'EPCISQueryDocument' })).toContain('<epcisq:QueryResults><queryName/><resultsBody>');
  });
});

describe('a master data document', () => {
  const form = 'EPCISMasterDataDocument';

  test.each([
    [v20, '2'],
    [v12, '1'],
  ])('has its vocabularies in the body: %j', (options, edition) => {
    const xml = text({ form, masterData, bodyExtensions: { 'cbvmda:a': '1' } }, [], options);
    expect(xml).toContain(
      `<epcismd:EPCISMasterDataDocument xmlns:epcismd="urn:epcglobal:epcis-masterdata:xsd:${edition}"`,
    );
    expect(xml).toContain(
      `<EPCISBody>${vocabulary}\n<cbvmda:a>1</cbvmda:a></EPCISBody></epcismd:EPCISMasterDataDocument>`,
    );
  });

  test('with events is an EPCISDocument, which alone has a place for both', () => {
    expect(text({ form, masterData })).toBe(text({ masterData }));
  });
});

describe('the streaming writer', () => {
  const forms: DocumentForm[] = ['EPCISDocument', 'bare', 'EPCISQueryDocument', 'EPCISMasterDataDocument'];
  const heads = forms.flatMap((form) => [{ form }, { form, masterData }]);
  const layouts: XmlOptions[] = [v20, v12, { version: '2.0', indent: true }];

  test.each(heads)('writes what is written at once: %j', (head) => {
    for (const options of layouts)
      for (const events of [[], [event], [event, event, event]])
        expect(withoutSpare(streamed(head, events, options))).toBe(withoutSpare(text(head, events, options)));
  });

  test('writes the same around 20,000 events as around one', () => {
    const head: EpcisHead = { ...plainHead, sender: 'urn:epc:id:sgln:0353579.00001.0' };
    const [one, many] = [xmlWriter(head, {}, v20), xmlWriter(head, {}, v20)];
    expect(one.start()).toBe(many.start());
    const first = one.event(event);
    for (let count = 0; count < 20_000; count++) expect(many.event(event) === first).toBe(true);
    expect(one.end()).toBe(many.end());
  });

  test('hands over the beginning before the first event', () => {
    const writer = xmlWriter(plainHead, {}, v20);
    expect(writer.start()).toMatch(/^<\?xml .*<EventList>$/s);
    expect(writer.event(event)).toMatch(/^\n<ObjectEvent>.*<\/ObjectEvent>$/);
    expect(writer.end()).toBe('\n</EventList></EPCISBody></epcis:EPCISDocument>\n');
  });

  test('waits with the beginning when it depends on whether events come', () => {
    const writer = xmlWriter({ ...plainHead, form: 'EPCISQueryDocument', queryName: 'q', masterData }, {}, v20);
    expect(writer.start()).toBe('');
    expect(writer.event(event)).toMatch(/^<\?xml .*<EventList>\n<ObjectEvent>/s);
    expect(writer.event(event)).toMatch(/^\n<ObjectEvent>/);
  });

  test('declares the prefixes of its events on the root, and uses them for events without a context', () => {
    const context = { ex: 'https://ns.example.org/', 'ex:term': { '@type': 'xsd:date' }, xsi: 'urn:x:own' };
    const bare = anEvent({ epcList: ['ex:1'], 'ex:a': '1', 'xsi:b': true });
    const xml = streamed({}, [bare], v20, context);
    expect(xml).toContain(
      ' xmlns:ex="https://ns.example.org/" xmlns:xsi2="urn:x:own" xmlns:cbvmda="urn:epcglobal:cbv:mda:" ',
    );
    expect(xml).toContain('<epc>https://ns.example.org/1</epc>');
    expect(xml).toContain(
      '<action>OBSERVE</action><ex:a>1</ex:a><xsi2:b xsi:type="xsd:boolean">true</xsi2:b></ObjectEvent>',
    );
  });

  test('declares on an event what the root does not', () => {
    const own = anEvent({
      '@context': { ex: 'https://other.example/', ey: 'https://ns.example.org/' },
      'ex:a': '1',
      'ey:b': '2',
    });
    const xml = streamed({}, [own, event], v20, { ex: 'https://ns.example.org/' });
    expect(xml).toContain('\n<ObjectEvent xmlns:ex="https://other.example/" xmlns:ey="https://ns.example.org/">');
    expect(xml).toContain('<ex:a>1</ex:a><ey:b>2</ey:b>');
    expect(xml).toContain('\n<ObjectEvent><eventTime>');
  });

  test('keeps the prefix of master data that 1.2 senders use', () => {
    const xml = streamed({}, [anEvent({ 'cbvmda2:lotNumber': '1' })], v12, { cbvmda2: 'urn:epcglobal:cbv:mda' });
    expect(xml).toContain('xmlns:cbvmda="urn:epcglobal:cbv:mda" ');
    expect(xml).toContain('<cbvmda:lotNumber>1</cbvmda:lotNumber>');
  });

  test('refuses one event and goes on with the next', () => {
    const bad = anEvent({ 'ex:a': '1' });
    for (const head of [plainHead, { ...plainHead, form: 'EPCISQueryDocument', queryName: 'q', masterData } as const]) {
      const writer = xmlWriter(head, {}, v20);
      const pieces = [writer.start(), writer.event(bad), writer.event(event), writer.end()];
      expect(pieces[1]).toMatchObject({ refused: 'unsupported', at: '/ex:a' });
      const rest = pieces.filter((piece) => typeof piece === 'string').join('');
      expect(withoutSpare(rest)).toBe(withoutSpare(orThrow(xmlDocument({ ...head, events: [event] }, v20))));
    }
  });

  test('refuses a head that XML cannot carry, whatever is asked of it', () => {
    const writer = xmlWriter({ ...plainHead, sender: '\u0001' }, {}, v20);
    for (const answer of [writer.start(), writer.event(event), writer.end()])
      expect(answer).toMatchObject({ refused: 'unsupported', at: '/sender' });
  });

  test('may be ended before anything was asked of it', () => {
    expect(orThrow(xmlWriter(plainHead, {}, v20).end())).toMatch(/^<\?xml .*<\/epcis:EPCISDocument>\n$/s);
  });
});

import type { EpcisDocument } from '../epcis/document.ts';
import type { EpcisEvent } from '../epcis/event.ts';
import { readDocument } from '../epcis/read-document.ts';
import { spellEpcs, spellHead } from '../epcis/spell-epcs.ts';
import { jsonDocument } from '../epcis/write-json.ts';
import { xmlDocument } from '../epcis/xml/write-xml-document.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { takenEvents } from './choose-events.ts';
import type { EpcisMapping } from './mapping.ts';
import type { Outgoing, Prefixes, ReadBack, WrittenDocument } from './results.ts';
import { nameTranslator } from './translate-names.ts';
import { lookUpKey, wordTranslator } from './translate-words.ts';

/** Levels and characters of a document that is held in memory. */
const limits = { depth: 64, length: 40_000_000 };

/** Writes events as an EPCIS document in the partner's words. */
export function writeEpcis(
  mapping: EpcisMapping,
  { events, masterData, sender, receiver, id, at }: Outgoing,
  prefixes: Prefixes,
): WrittenDocument | Refusal[] {
  const [words, names] = [wordTranslator(mapping.words, 'out'), nameTranslator(mapping, 'out')];
  const spelled = spellAll(mapping, events, prefixes);
  if (Array.isArray(spelled)) return spelled;
  const { header } = mapping;
  const identifier = lookUpKey(mapping.words?.identifier, 'out');
  const spellHeadOf = spellHead({ form: mapping.identifiers, companyPrefixes: prefixes });
  const { head } = spellHeadOf({
    form: 'EPCISDocument',
    schemaVersion: mapping.format === 'epcis-1.2-xml' ? '1.2' : '2.0',
    creationDate: at,
    context: {},
    ...(header !== undefined && {
      sender: header.sender ?? identifier(sender),
      receiver: header.receiver ?? identifier(receiver),
      instanceIdentifier: id,
    }),
    ...(mapping.masterData && masterData !== undefined && masterData.length > 0 && { masterData }),
  });
  return written(mapping, { ...head, events: spelled.events.map((event) => names(words(event))) });
}

/** Identifiers in the spelling that is agreed; one that cannot be spelled so is refused, since the partner could not read it. */
function spellAll({ identifiers: form }: EpcisMapping, events: readonly EpcisEvent[], companyPrefixes: Prefixes) {
  const spell = spellEpcs({ form, companyPrefixes });
  const all = events.map(spell);
  const problems = all.flatMap(({ untranslated }, index) =>
    untranslated.slice(0, 1).map((epc) =>
      refuse('unsupported', `${epc} cannot be spelled as ${form === 'urn' ? 'an EPC URN' : 'a Digital Link'}`, {
        at: `/events/${index}`,
        rule: 'EPC TDS §6.3: a URN shows the company prefix, which a link does not',
        remedy: 'add its company prefix to the tenant (PUT /api/tenant), or take identifiers "as-sent"',
      }),
    ),
  );
  return problems.length > 0 ? problems.slice(0, 20) : { events: all.map(({ event }) => event) };
}

function written(mapping: EpcisMapping, document: EpcisDocument): WrittenDocument | Refusal[] {
  if (mapping.format === 'epcis-2.0-json')
    return { body: JSON.stringify(jsonDocument(document)), contentType: 'application/json', fileExtension: 'json' };
  const { indent = false } = mapping;
  const body = xmlDocument(
    document,
    mapping.format === 'epcis-1.2-xml'
      ? { version: '1.2', indent }
      : { version: '2.0', indent, vocabulary: mapping.vocabulary },
  );
  return isRefusal(body) ? [body] : { body, contentType: 'application/xml', fileExtension: 'xml' };
}

/** Reads an EPCIS document in the partner's words. */
export function readEpcis(mapping: EpcisMapping, text: string): ReadBack | Refusal[] {
  const isJson = /^[\s\ufeff]*[{[]/.test(text.slice(0, 4096));
  if (isJson !== (mapping.format === 'epcis-2.0-json'))
    return [
      refuse('unsupported-media', `the document is ${isJson ? 'JSON' : 'XML'}, ${mapping.format} is agreed`, {
        at: '1:1',
        line: 1,
        column: 1,
        remedy: 'send the form that the mapping names',
      }),
    ];
  const document = readDocument(text, { limits });
  if (isRefusal(document)) return [document];
  const [words, names] = [wordTranslator(mapping.words, 'in'), nameTranslator(mapping, 'in')];
  const identifier = lookUpKey(mapping.words?.identifier, 'in');
  const taken = takenEvents(
    mapping.select,
    document.events.map((event) => words(names(event))),
  );
  if (isRefusal(taken)) return [taken];
  const { sender, receiver, instanceIdentifier, masterData, creationDate, context } = document;
  return {
    family: 'epcis',
    ...taken,
    ...(sender !== undefined && { sender: identifier(sender) }),
    ...(receiver !== undefined && { receiver: identifier(receiver) }),
    ...(instanceIdentifier !== undefined && { id: instanceIdentifier }),
    ...(creationDate !== undefined && { creationDate }),
    ...(masterData !== undefined && mapping.masterData && { masterData, context }),
  };
}

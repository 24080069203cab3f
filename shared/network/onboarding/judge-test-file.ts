import type { EpcisDocument } from '../../epcis/document.ts';
import type { EpcisEvent, ObjectEvent } from '../../epcis/event.ts';
import { readJsonDocument } from '../../epcis/read-json.ts';
import { documentValidator } from '../../epcis/validation/document-validator.ts';
import type { Finding } from '../../epcis/validation/finding.ts';
import { readXmlDocument } from '../../epcis/xml/read-xml-document.ts';
import { canonicalKey } from '../../gs1/canonical-epc.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { DocumentForm, RefusalReason } from './test-cases.ts';
import type { TestParties } from './test-events.ts';

/** What becomes of a test file, in words its sender can act on. */
export type JudgedTest =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: RefusalReason; readonly detail: string; readonly remedy?: string };

/** Rules of check digits; that of a GLN in the number of a document is a warning elsewhere, since many senders' do not hold. */
const checkDigits: readonly string[] = ['check-digit', 'check-digit-doubtful', 'gln-check-digit'];

/**
 * Judges a file as a document of the partner's would be, and stores nothing: it is read in the form it is sent for, held against the rules of EPCIS and CBV, and must
 * come from the partner, go to us and tell a whole story (commissioning with lots, packing, shipping).
 */
export function judgeTestFile(text: string, form: DocumentForm, parties: TestParties): JudgedTest {
  const document = readAs(text, form);
  if (isRefusal(document)) return { outcome: 'malformed', ...words(document) };
  const found = findings(document);
  const digit = found.find(({ code }) => checkDigits.includes(code));
  if (digit !== undefined) return { outcome: 'wrong-check-digit', ...wordsOf(digit) };
  const errors = found.filter(({ severity }) => severity === 'error');
  const repeated = errors.find(({ code }) => code === 'event-id-repeated');
  if (repeated !== undefined) return { outcome: 'duplicate-id', ...wordsOf(repeated) };
  return story(document.events, parties) ?? invalid(errors) ?? incomplete(document.events) ?? { outcome: 'accepted' };
}

function readAs(text: string, form: DocumentForm): EpcisDocument | Refusal {
  const isXml = /^[\s\ufeff]*</.test(text);
  const wanted = form === 'epcis-2.0-json' ? 'JSON' : 'XML';
  if (isXml !== (wanted === 'XML'))
    return refuse('malformed', `the file is no ${wanted}`, { remedy: `send it in the form ${form}` });
  const read = isXml ? readXmlDocument(text) : readJsonDocument(text);
  if (isRefusal(read)) return read;
  const version = form === 'epcis-1.2-xml' ? '1.2' : '2.0';
  return read.schemaVersion?.startsWith(version) === true
    ? read
    : refuse('malformed', `the document says schema version ${read.schemaVersion ?? 'none'}, not ${version}`, {
        rule: 'EPCIS 2.0 §9',
      });
}

function findings({ events, ...head }: EpcisDocument): Finding[] {
  const validator = documentValidator({ tiers: new Set(['vocabulary', 'business']) });
  const first = validator.head(head);
  return [...first, ...events.flatMap((event, i) => validator.event(event, i)), ...validator.end()];
}

/** What is told of the goods and of whom they come from. */
function story(events: readonly EpcisEvent[], { sender, receiver }: TestParties): JudgedTest | undefined {
  const lotless = events.filter(isCommissioning).findIndex((event) => namesUnits(event) && !hasLot(event));
  if (lotless >= 0)
    return {
      outcome: 'missing-lot',
      detail: `commissioning ${lotless} names packs without lotNumber and itemExpirationDate`,
      remedy: 'tell both in ilmd (CBV 2.0 §9)',
    };
  for (const { sourceList = [], destinationList = [] } of events.filter(({ bizStep }) => bizStep === 'shipping')) {
    const from = sourceList.filter(({ type }) => isParty(type)).map(({ source }) => source);
    const to = destinationList.filter(({ type }) => isParty(type)).map(({ destination }) => destination);
    if (!from.some((one) => glnOf(one) === glnOf(sender)))
      return { outcome: 'unknown-sender', detail: `shipped by ${from.join(', ') || 'nobody'}, not by ${sender}` };
    if (!to.some((one) => glnOf(one) === glnOf(receiver)))
      return { outcome: 'invalid', detail: `shipped to ${to.join(', ') || 'nobody'}, not to ${receiver}` };
  }
  return undefined;
}

const isParty = (type: string): boolean => type === 'owning_party' || type === 'possessing_party';
const glnOf = (party: string): string => canonicalKey(party)?.primary.value ?? party;

const isCommissioning = (event: EpcisEvent): event is ObjectEvent =>
  event.type === 'ObjectEvent' && event.action === 'ADD' && event.bizStep === 'commissioning';
const namesUnits = ({ epcList = [] }: ObjectEvent): boolean =>
  epcList.some((epc) => canonicalKey(epc)?.primary.ai === '01');
const hasLot = ({ ilmd = {} }: ObjectEvent): boolean => {
  const names = Object.keys(ilmd);
  return ['lotNumber', 'itemExpirationDate'].every((wanted) => names.some((name) => name.endsWith(wanted)));
};

function invalid([first]: readonly Finding[]): JudgedTest | undefined {
  return first && { outcome: 'invalid', ...wordsOf(first) };
}

function incomplete(events: readonly EpcisEvent[]): JudgedTest | undefined {
  const lacking = [
    ...(events.some((event) => isCommissioning(event) && namesUnits(event)) ? [] : ['commissioning of packs']),
    ...(events.some(({ type }) => type === 'AggregationEvent') ? [] : ['packing']),
    ...(events.some(({ bizStep }) => bizStep === 'shipping') ? [] : ['shipping']),
  ];
  if (lacking.length === 0) return undefined;
  return {
    outcome: 'incomplete',
    detail: `the file tells of no ${lacking.join(', ')}`,
    remedy: 'tell the whole story',
  };
}

const words = ({ detail, at, remedy }: Refusal) => ({
  detail: at === undefined ? detail : `${at}: ${detail}`,
  ...(remedy !== undefined && { remedy }),
});

const wordsOf = ({ message, path, event, remedy }: Finding) => ({
  detail: `${event === undefined ? '' : `event ${event} `}${path}: ${message}`,
  ...(remedy !== undefined && { remedy }),
});

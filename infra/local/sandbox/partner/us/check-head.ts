import { glnOf, gtinOf } from './identifiers.ts';
import type { UsDocument } from './read-document.ts';

/** Why a receiver does not take a document. `object` is what is wrong: an EPC, a class, a place, an id. */
export interface Problem {
  readonly code: string;
  readonly object: string;
  readonly detail: string;
}

export interface Known {
  /** GLN of the receiver. */
  readonly receiver: string;
  /** GLNs whose documents are taken; without them, anybody's. */
  readonly senders?: readonly string[] | undefined;
  /** NDC that the receiver has of a GTIN. */
  readonly ndcOf: (gtin: string) => string | undefined;
}

const PRODUCT = ['regulatedProductName', 'manufacturerOfTradeItemPartyName', 'additionalTradeItemIdentification'];
const PLACE = ['name', 'streetAddressOne', 'city', 'countryCode'];

/** What is wrong with header, transaction statement and master data. */
export function checkHead(document: UsDocument, known: Known): Problem[] {
  return [...checkParties(document, known), ...checkStatement(document), ...checkMasterData(document, known)];
}

function checkParties({ hasHeader, sender, receiver }: UsDocument, known: Known): Problem[] {
  if (!hasHeader) return [{ code: 'HEADER_MISSING', object: 'header', detail: 'no StandardBusinessDocumentHeader' }];
  const [from, to] = [glnOf(sender), glnOf(receiver)];
  const problems: (Problem | false)[] = [
    (from === undefined || known.senders?.includes(from) === false) && {
      code: 'SENDER_UNKNOWN',
      object: sender,
      detail: 'no trading partner of this receiver',
    },
    to !== known.receiver && { code: 'RECEIVER_UNKNOWN', object: receiver, detail: `this is ${known.receiver}` },
  ];
  return problems.filter((one) => one !== false);
}

function checkStatement({ affirmed, legalNotice }: UsDocument): Problem[] {
  if (affirmed && legalNotice !== '') return [];
  const detail = affirmed ? 'the statement has no legal notice' : 'the statement is not affirmed';
  return [{ code: 'STATEMENT_MISSING', object: 'transaction statement', detail }];
}

function checkMasterData({ events, described }: UsDocument, { ndcOf }: Known): Problem[] {
  const gtins = new Set(events.flatMap(({ epcs, parent }) => [parent, ...epcs].flatMap((epc) => gtinOf(epc) ?? [])));
  const places = new Set(
    events.flatMap((event) => [...event.places, ...[...event.from, ...event.to].map(({ value }) => value)]),
  );
  const classes = new Map([...described].map(([id, attributes]) => [gtinOf(id), { id, attributes }]));
  const products = [...gtins].flatMap((gtin) => {
    const { id = gtin, attributes } = classes.get(gtin) ?? {};
    const lacking = lacks(id, attributes, PRODUCT, 'PRODUCT');
    return lacking.length > 0
      ? lacking
      : checkNdc(id, attributes?.get('additionalTradeItemIdentification'), ndcOf(gtin));
  });
  return [...products, ...[...places].flatMap((place) => lacks(place, described.get(place), PLACE, 'LOCATION'))];
}

function checkNdc(object: string, told = '', ndc: string | undefined): Problem[] {
  if (ndc === undefined || digits(ndc) === digits(told)) return [];
  return [{ code: 'NDC_DIFFERS', object, detail: `${told} is told, ${ndc} is known` }];
}

const digits = (text: string) => text.replace(/\D/g, '');

function lacks(
  object: string,
  attributes: ReadonlyMap<string, string> | undefined,
  wanted: readonly string[],
  what: 'PRODUCT' | 'LOCATION',
): Problem[] {
  if (attributes === undefined) return [{ code: `${what}_UNDESCRIBED`, object, detail: 'no master data' }];
  const missing = wanted.filter((name) => !attributes.get(name));
  return missing.length === 0 ? [] : [{ code: `${what}_INCOMPLETE`, object, detail: `no ${missing.join(', ')}` }];
}

import { type Element, readXml } from '../../nmvs/read-soap.ts';

/** What a receiver makes of a document of EPCIS 1.2 after the GS1 US guideline. It has a reader of its own, so that it sees what its sender does not. */
export interface UsDocument {
  readonly instance: string;
  readonly sender: string;
  readonly receiver: string;
  readonly hasHeader: boolean;
  readonly affirmed: boolean;
  readonly legalNotice: string;
  /** Attributes by the id of the vocabulary element, both without their namespace's beginning. */
  readonly described: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly events: readonly Told[];
}

/** An event as far as a receiver looks. Steps and types without their namespace's beginning. */
export interface Told {
  readonly kind: string;
  readonly at: number;
  readonly action: string;
  readonly step: string;
  readonly epcs: readonly string[];
  readonly parent: string;
  readonly lot: string;
  readonly expiry: string;
  readonly transactions: readonly Typed[];
  readonly from: readonly Typed[];
  readonly to: readonly Typed[];
  readonly places: readonly string[];
}

export interface Typed {
  readonly type: string;
  readonly value: string;
}

const HEALTHCARE = 'http://epcis.gs1us.org/hc/ns';
const EPCIS_1 = 'urn:epcglobal:epcis:xsd:1';

/** @throws Error when it is no document of EPCIS 1 */
export function readDocument(text: string): UsDocument {
  const root = readXml(text);
  if (root.local !== 'EPCISDocument' || root.uri !== EPCIS_1) throw new Error('no EPCISDocument of EPCIS 1.2');
  const header = within(root, 'StandardBusinessDocumentHeader')[0];
  const party = (name: string) => textAt(header, name, 'Identifier');
  return {
    instance: textAt(header, 'InstanceIdentifier'),
    sender: party('Sender'),
    receiver: party('Receiver'),
    hasHeader: header !== undefined,
    affirmed: within(root, 'affirmTransactionStatement').some(
      ({ uri, text }) => uri === HEALTHCARE && /^(true|1)$/.test(text.trim()),
    ),
    legalNotice: textAt(root, 'dscsaTransactionStatement', 'legalNotice'),
    described: new Map(within(root, 'VocabularyElement').map((one) => [one.attributes['id'] ?? '', attributesOf(one)])),
    events: within(root, 'EventList').flatMap(({ children }) => children.map(toldIn)),
  };
}

const attributesOf = (element: Element) =>
  new Map(within(element, 'attribute').map(({ attributes, text }) => [last(attributes['id'], '#'), text.trim()]));

function toldIn(event: Element): Told {
  const typed = (local: string): Typed[] =>
    within(event, local).map(({ attributes, text }) => ({ type: last(attributes['type'], ':'), value: text.trim() }));
  const [epcs] = within(event, 'epcList', 'childEPCs');
  return {
    kind: event.local,
    at: Date.parse(textAt(event, 'eventTime')),
    action: textAt(event, 'action'),
    step: last(textAt(event, 'bizStep'), ':'),
    epcs: epcs === undefined ? [] : within(epcs, 'epc').map(({ text }) => text.trim()),
    parent: textAt(event, 'parentID'),
    lot: textAt(event, 'lotNumber'),
    expiry: textAt(event, 'itemExpirationDate'),
    transactions: typed('bizTransaction'),
    from: typed('source'),
    to: typed('destination'),
    places: ['readPoint', 'bizLocation'].flatMap((name) => textAt(event, name, 'id') || []),
  };
}

const last = (text: string | undefined, separator: string) => (text ?? '').split(separator).at(-1) ?? '';

/** Elements with one of the names, however deep. */
function within(element: Element, ...names: readonly string[]): Element[] {
  return element.children.flatMap((child) => (names.includes(child.local) ? [child] : within(child, ...names)));
}

/** Text of the first element on the path; empty without one. */
function textAt(from: Element | undefined, ...path: readonly string[]): string {
  const found = path.reduce<Element | undefined>((at, name) => at && within(at, name)[0], from);
  return found?.text.trim() ?? '';
}

import { itemOf, metadataAttributes, reportAttributes, type StandardType } from './structure.ts';

/** What the text of an element or attribute is. */
export type Leaf = 'text' | 'number' | 'truth';

/** What an element is made of, and what becomes of it in the tree. */
export interface Kind {
  /**
   * `leaf` text. `list` an array of one kind of children. `record` an object with a member for each child. `events` a list
   * whose items are events. `free` somebody else's content. `skip` content that is passed over because it has been
   * refused already.
   */
  readonly role: 'leaf' | 'list' | 'record' | 'events' | 'free' | 'skip';
  readonly leaf: Leaf;
  /** The standard children by their local names. */
  readonly members: ReadonlyMap<string, Member>;
  /** Whether elements and attributes of other namespaces are taken. */
  readonly extensible: boolean;
  /** Attributes without namespace that become members. */
  readonly attributes: ReadonlyMap<string, Leaf>;
  /** Attributes of other namespaces become members without the `@` that tells them from elements. */
  readonly plain: boolean;
  /** The member for the element's own content, where that stands beside attributes. */
  readonly own: string;
  /** The member for xsi:type, where it is data. */
  readonly told: string;
  /** What is handed over by itself and leaves no trace in the tree around it. */
  readonly hand: 'event' | 'message' | undefined;
  /** Of a list: the name of its children, and what they are. */
  readonly item: string;
  readonly each: Member | undefined;
}

/** How a child stands in its holder. */
export interface Member {
  readonly kind: Kind;
  /** The name in the tree. */
  readonly key: string;
  /** `array`: always an array of all that are there. `repeat`: an array when there are more than one. `once`: a second one is a fault. */
  readonly count: 'once' | 'repeat' | 'array';
}

const kind = (role: Kind['role'], more: Partial<Kind> = {}): Kind => ({
  role,
  leaf: 'text',
  members: new Map(),
  extensible: false,
  attributes: new Map(),
  plain: false,
  own: '',
  told: '',
  hand: undefined,
  item: '',
  each: undefined,
  ...more,
});

type Members = Record<string, Kind | Member>;

const membersOf = (members: Members): ReadonlyMap<string, Member> =>
  new Map(
    Object.entries(members).map(([name, one]) => [
      name,
      'key' in one ? one : { kind: one, key: name, count: 'once' as const },
    ]),
  );

const leaf = (leaf: Leaf): Kind => kind('leaf', { leaf });
const text = leaf('text');
const number = leaf('number');

function list(name: string, item: Kind): Kind {
  const each: Member = { kind: item, key: name, count: 'array' };
  return kind('list', { members: new Map([[name, each]]), item: name, each });
}
const closed = (members: Members): Kind => kind('record', { members: membersOf(members) });
const open = (members: Members, more: Partial<Kind> = {}): Kind =>
  kind('record', { members: membersOf(members), extensible: true, ...more });
const each = (kind: Kind, key: string): Member => ({ kind, key, count: 'array' });
const attributes = (leaf: Leaf, names: readonly string[]): [string, Leaf][] => names.map((name) => [name, leaf]);
const typed = (name: string): Kind => kind('record', { attributes: new Map([['type', 'text']]), own: name });

/** Content that the standard leaves to others. */
export const free: Kind = kind('free', { extensible: true });
export const skip: Kind = kind('skip');

const place = (): Kind => open({ id: text });
const quantityElement = closed({ epcClass: text, quantity: number, uom: text });
const epcs = list('epc', text);
const quantities = list('quantityElement', quantityElement);

const sensorMetadata = open({}, { attributes: new Map(attributes('text', metadataAttributes)), plain: true });
const sensorReport = open(
  {},
  {
    attributes: new Map([
      ...attributes('text', reportAttributes.text),
      ...attributes('number', reportAttributes.number),
      ...attributes('truth', reportAttributes.truth),
    ]),
    plain: true,
  },
);
const sensorElement = open({ sensorMetadata, sensorReport: each(sensorReport, 'sensorReport') });

const eventMembers: Members = {
  eventTime: text,
  recordTime: text,
  eventTimeZoneOffset: text,
  eventID: text,
  errorDeclaration: open({
    declarationTime: text,
    reason: text,
    correctiveEventIDs: list(itemOf.correctiveEventIDs, text),
  }),
  certificationInfo: { kind: text, key: 'certificationInfo', count: 'repeat' },
  epcList: epcs,
  parentID: text,
  childEPCs: epcs,
  inputEPCList: epcs,
  outputEPCList: epcs,
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputQuantityList: quantities,
  action: text,
  transformationID: text,
  bizStep: text,
  disposition: text,
  persistentDisposition: closed({ set: each(text, 'set'), unset: each(text, 'unset') }),
  readPoint: place(),
  bizLocation: place(),
  bizTransactionList: list(itemOf.bizTransactionList, typed('bizTransaction')),
  sourceList: list(itemOf.sourceList, typed('source')),
  destinationList: list(itemOf.destinationList, typed('destination')),
  sensorElementList: list(itemOf.sensorElementList, sensorElement),
  ilmd: open({}),
};

/** An event may have every standard member here; which ones its type knows is for the checks to say. */
export const event: Kind = open(eventMembers, { hand: 'event' });
/** EPCIS 1.x: an ObjectEvent that tells one quantity. */
export const quantityEvent: Kind = open({ ...eventMembers, epcClass: text, quantity: number }, { hand: 'event' });

const standardTypes: readonly StandardType[] = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
];

/** The events of the standard by the names of their elements. */
export const events: Members = {
  ...Object.fromEntries(standardTypes.map((type) => [type, event])),
  QuantityEvent: quantityEvent,
};

/** A list of events: those of other namespaces are events of somebody's own type. */
export const eventList: Kind = kind('events', { members: membersOf(events), extensible: true });

const masterAttribute = kind('free', { attributes: new Map([['id', 'text']]), own: 'attribute', extensible: true });
const vocabularyElement = open(
  { attribute: each(masterAttribute, 'attributes'), children: list('id', text) },
  { attributes: new Map([['id', 'text']]) },
);
const vocabulary = open(
  {
    VocabularyElementList: {
      kind: list('VocabularyElement', vocabularyElement),
      key: 'vocabularyElementList',
      count: 'once',
    },
  },
  { attributes: new Map([['type', 'text']]) },
);
const VocabularyList = list('Vocabulary', vocabulary);

const EPCISHeader = open({ EPCISMasterData: closed({ VocabularyList }) });
const results: Members = { EventList: eventList, VocabularyList };
const QueryResults = open({ queryName: text, subscriptionID: text, resultsBody: closed(results) });

const root = new Map<string, Leaf>([
  ['schemaVersion', 'text'],
  ['creationDate', 'text'],
  ['id', 'text'],
]);

/** What a parameter asks for: text or a list of texts. Its xsi:type tells one from the other, and is kept. */
const value = kind('record', { members: membersOf({ string: each(text, 'string') }), own: '#text', told: '@type' });
const param = closed({ name: text, value });
const message = (members: Members): Kind => kind('record', { members: membersOf(members), hand: 'message' });
const answer = kind('free', { extensible: true, hand: 'message' });
const asked: Members = { queryName: text, params: list('param', param) };
const exceptions = (
  'DuplicateName InvalidURI NoSuchName NoSuchSubscription DuplicateSubscription QueryParameter QueryTooLarge ' +
  'QueryTooComplex SubscriptionControls SubscribeNotPermitted Security Validation Implementation'
).split(' ');

/** The messages of the query interfaces (EPCglobal-epcis-query-2_0.xsd), which hold no events. */
export const messages: Members = {
  Poll: message(asked),
  Subscribe: message({ ...asked, dest: text, controls: free, subscriptionID: text }),
  Unsubscribe: message({ subscriptionID: text }),
  GetSubscriptionIDs: message({ queryName: text }),
  ...Object.fromEntries(
    ['GetQueryNames', 'GetStandardVersion', 'GetVendorVersion', 'GetSubscriptionIDs', 'Subscribe', 'Unsubscribe'].map(
      (name) => [`${name}Result`, answer],
    ),
  ),
  ...Object.fromEntries(['GetQueryNames', 'GetStandardVersion', 'GetVendorVersion'].map((name) => [name, answer])),
  ...Object.fromEntries([...exceptions, 'EPCIS'].map((name) => [`${name}Exception`, answer])),
};

/** How far a capture has come; its errors are told as RFC 9457 has it. */
const error = open({ type: text, title: text, status: number, detail: text, instance: text });
const captureJob = open(
  { captureErrorBehaviour: text, createdAt: text, finishedAt: text, errors: list('error', error), errorFile: text },
  {
    attributes: new Map([...attributes('truth', ['running', 'success']), ...attributes('text', ['captureID'])]),
    hand: 'message',
  },
);

/** Some senders leave EventList out. */
const EPCISBody = open({ ...events, ...results, QueryResults, ...messages });

const document = open({ EPCISHeader, EPCISBody }, { attributes: root });

/** The elements that a text may hold as its document. */
export const roots: ReadonlyMap<string, Member> = membersOf({
  EPCISDocument: document,
  EPCISQueryDocument: document,
  EPCISMasterDataDocument: document,
  EPCISCaptureJob: captureJob,
  ...events,
  ...results,
  QueryResults,
  ...messages,
});

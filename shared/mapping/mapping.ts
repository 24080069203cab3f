import * as v from 'valibot';
import { exchangeKinds } from './exchange/families.ts';
import { plainKinds } from './plain-kinds.ts';

/** Bounds of a mapping: it is kept in one row, and read whenever something is sent or comes in. */
const MOST_PAIRS = 1_000;
const MOST_COLUMNS = 100;
/** Bytes of a mapping as JSON. */
export const LARGEST_MAPPING = 100_000;

const word = v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(400));
const namespace = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'must be a URI'), v.maxLength(400));
const localName = v.pipe(v.string(), v.regex(/^[A-Za-z_][\w.-]{0,99}$/, 'must be a name of XML without a colon'));

/** What we call something and what the partner calls it. Of several with one left or right side the first is taken. */
const pairs = v.pipe(v.array(v.strictObject({ ours: word, theirs: word })), v.maxLength(MOST_PAIRS));
export type Pairs = v.InferOutput<typeof pairs>;

/** Words that are called otherwise by the partner. CBV words in their bare form (`commissioning`), identifiers as they are captured. */
const words = v.strictObject({
  bizStep: v.optional(pairs),
  disposition: v.optional(pairs),
  bizTransactionType: v.optional(pairs),
  /** Any identifier of an event, a place or party or document above all; and sender and receiver of the header. */
  identifier: v.optional(pairs),
});
export type Words = v.InferOutput<typeof words>;

/** Which events go. Absent: all. */
const select = v.strictObject({
  types: v.optional(
    v.array(
      v.picklist(['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent']),
    ),
  ),
  bizSteps: v.optional(v.array(word)),
  actions: v.optional(v.array(v.picklist(['ADD', 'OBSERVE', 'DELETE']))),
});
export type Select = v.InferOutput<typeof select>;

const common = {
  /** out: of what is sent to the partner. in: of what it sends. */
  direction: v.picklist(['out', 'in']),
  description: v.optional(v.pipe(v.string(), v.maxLength(2_000))),
  words: v.optional(words),
  select: v.optional(select),
  /** `time`: by event time. `making`: commissioned before packed before shipped, within that by time. Absent: as they came. */
  order: v.optional(v.picklist(['time', 'making'])),
};

/** How identifiers are spelled to the partner. What comes in may always be spelled either way. */
const identifiers = v.optional(v.picklist(['as-sent', 'urn', 'digital-link']), 'as-sent');

const epcis = {
  ...common,
  identifiers,
  /** Names of others: renamed by their namespace, both ways. */
  namespaces: v.optional(v.pipe(v.array(v.strictObject({ ours: namespace, theirs: namespace })), v.maxLength(50))),
  /** Namespaces whose members are left out, as they stand in what is read: ours of what goes out, theirs of what comes in. */
  drop: v.optional(v.pipe(v.array(namespace), v.maxLength(50))),
  /** Members that every event gets, as they are to stand in what is written. */
  add: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          on: v.picklist(['event', 'ilmd']),
          namespace,
          name: localName,
          value: v.pipe(v.string(), v.maxLength(400)),
        }),
      ),
      v.maxLength(50),
    ),
  ),
  /** Sender, receiver and id in the header (SBDH in XML). Absent: none. */
  header: v.optional(
    v.strictObject({
      /** Absent: what the partner's and our own master data say. */
      sender: v.optional(word),
      receiver: v.optional(word),
    }),
  ),
  /** Whether master data of what is told goes along. */
  masterData: v.optional(v.boolean(), true),
};

const epcis12 = v.strictObject({ format: v.literal('epcis-1.2-xml'), ...epcis, indent: v.optional(v.boolean()) });
const epcis20xml = v.strictObject({
  format: v.literal('epcis-2.0-xml'),
  ...epcis,
  indent: v.optional(v.boolean()),
  vocabulary: v.optional(v.picklist(['urn', 'web-uri']), 'urn'),
});
const epcis20json = v.strictObject({ format: v.literal('epcis-2.0-json'), ...epcis });

/** What a column says, of an event in one row or of one of its EPCs. */
export const cellSources = [
  'kind',
  'event',
  'eventId',
  'eventTime',
  'offset',
  'epc',
  'gtin',
  'serial',
  'sscc',
  'lot',
  'expiry',
  'produced',
  'parent',
  'parentSscc',
  'disposition',
  'readPoint',
  'bizLocation',
  'bizTransaction',
  'source',
  'destination',
  'reason',
  'constant',
] as const;

const column = v.strictObject({
  /** As the header names it. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  of: v.picklist(cellSources),
  /** Of a business transaction its type (`po`), of a source or destination likewise (`owning_party`). */
  type: v.optional(word),
  /** Of times and days: `yyyy`, `yy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS` and `XXX` (the offset), anything else for itself. */
  form: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
  /** Of a constant: what is written; what is read must be the same. */
  value: v.optional(v.pipe(v.string(), v.maxLength(400))),
  /** Our values and the partner's. */
  table: v.optional(pairs),
  /** What our values begin with and the partner's do not, such as `urn:epcglobal:cbv:bt:9521321000017:` before the number of an order. */
  prefix: v.optional(word),
  /** An empty cell is refused when it is read. */
  required: v.optional(v.boolean()),
});
export type Column = v.InferOutput<typeof column>;

const csv = v.strictObject({
  format: v.literal('csv'),
  ...common,
  identifiers,
  separator: v.optional(v.picklist([',', ';', '\t', '|']), ','),
  header: v.optional(v.boolean(), true),
  lineEnd: v.optional(v.picklist(['crlf', 'lf']), 'crlf'),
  /** `event`: its EPCs stand in one cell, with `within` between them. */
  rows: v.optional(v.picklist(['epc', 'event']), 'epc'),
  within: v.optional(v.picklist([' ', '|', ';', ',']), ' '),
  columns: v.pipe(v.array(column), v.minLength(1), v.maxLength(MOST_COLUMNS)),
  /** What is read where no column says it. */
  defaults: v.optional(
    v.strictObject({
      kind: v.optional(v.picklist(plainKinds)),
      offset: v.optional(v.pipe(v.string(), v.regex(/^[+-]\d\d:\d\d$/, 'must be an offset such as +01:00'))),
      readPoint: v.optional(word),
      bizLocation: v.optional(word),
    }),
  ),
});
export type CsvMapping = v.InferOutput<typeof csv>;

const exchange = v.strictObject({
  format: v.literal('serial-exchange'),
  ...common,
  identifiers,
  /** Our and the partner's numbers in the control header. Absent: what the master data say. */
  sender: v.optional(word),
  receiver: v.optional(word),
  /** Messages that are written or taken. Absent: all. */
  families: v.optional(v.array(v.picklist(exchangeKinds))),
});
export type ExchangeMapping = v.InferOutput<typeof exchange>;

/** How one partner's documents are made of canonical events, or these of its documents: data, kept in versions. */
export const mapping = v.variant('format', [epcis12, epcis20xml, epcis20json, csv, exchange]);
export type Mapping = v.InferOutput<typeof mapping>;
export type EpcisMapping = Extract<Mapping, { namespaces?: unknown }>;

/** A name of a mapping, as partners' versions say it. */
export const mappingName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be 1 to 100 letters, digits, . _ and -'),
);

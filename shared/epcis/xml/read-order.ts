import type { XmlName } from '../../wire/xml-names.ts';
import { isStandard } from './standard-name.ts';
import { elements20, nesting12, required12, SBDH, type StandardType } from './structure.ts';

/** The children that an XSD wants, in their order. What the checks of an event ask for anyway is not asked for again. */
export interface Sequence {
  /** Elements of a choice have one rank. `*` stands for all of other namespaces. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly required: readonly string[];
}

/** `!` follows a child that must be there, `|` stands between those of a choice. */
function sequence(...steps: string[]): Sequence {
  const ranks = new Map<string, number>();
  const required: string[] = [];
  for (const [rank, step] of steps.flatMap((each) => each.split(' ')).entries()) {
    for (const name of step.replace('!', '').split('|')) ranks.set(name, rank);
    if (step.endsWith('!')) required.push(step.slice(0, -1));
  }
  return { ranks, required };
}

const after = (names: readonly string[], last: string, added: string): string[] =>
  names.flatMap((name) => (name === last ? [name, added] : [name]));

const standardTypes = Object.keys(elements20).filter((type): type is StandardType => type in elements20);

const BUSINESS_HEADER = 'StandardBusinessDocumentHeader';

/** Of the Standard Business Document Header, by local name (StandardBusinessDocumentHeader.xsd 1.0, BasicTypes and Partner). */
const businessHeader: Record<string, Sequence> = {
  [BUSINESS_HEADER]: sequence('HeaderVersion! Sender! Receiver! DocumentIdentification! Manifest BusinessScope'),
  Sender: sequence('Identifier! ContactInformation'),
  Receiver: sequence('Identifier! ContactInformation'),
  DocumentIdentification: sequence(
    'Standard! TypeVersion! InstanceIdentifier! Type! MultipleType CreationDateAndTime!',
  ),
};

const everywhere: Record<string, Sequence> = {
  quantityElement: sequence('epcClass quantity uom'),
  bizTransactionList: sequence('bizTransaction!'),
  sourceList: sequence('source!'),
  destinationList: sequence('destination!'),
  readPoint: sequence('id extension *'),
  bizLocation: sequence('id extension *'),
  ilmd: sequence('extension *'),
  EPCISDocument: sequence('EPCISHeader EPCISBody! extension *'),
  EPCISQueryDocument: sequence('EPCISHeader EPCISBody! extension *'),
  EPCISMasterDataDocument: sequence('EPCISHeader EPCISBody! extension *'),
  'EPCISHeader/extension': sequence('EPCISMasterData extension'),
  EPCISMasterData: sequence('VocabularyList! extension'),
  Vocabulary: sequence('VocabularyElementList extension *'),
  VocabularyElementList: sequence('VocabularyElement!'),
  VocabularyElement: sequence('attribute children extension *'),
  'EPCISDocument/EPCISBody': sequence('EventList extension *'),
  'EPCISMasterDataDocument/EPCISBody': sequence('VocabularyList extension *'),
  QueryResults: sequence('queryName! subscriptionID resultsBody! extension *'),
  Poll: sequence('queryName params'),
  Subscribe: sequence('queryName params dest controls subscriptionID'),
  param: sequence('name value'),
};

const v20: Record<string, Sequence> = {
  ...everywhere,
  ...Object.fromEntries(
    standardTypes.flatMap((type) => [
      [type, sequence(...after(elements20[type], 'certificationInfo', 'baseExtension'), 'extension *')],
      [`${type}/extension`, sequence('*')],
      [`${type}/baseExtension`, sequence('*')],
    ]),
  ),
  EPCISHeader: sequence('StandardBusinessDocumentHeader extension'),
  EventList: sequence(`${standardTypes.join('|')}|extension`),
  'EventList/extension': sequence('*'),
  persistentDisposition: sequence('unset set'),
  sensorElementList: sequence('sensorElement! extension'),
  sensorElement: sequence('sensorMetadata sensorReport extension *'),
  EPCISCaptureJob: sequence('captureErrorBehaviour createdAt finishedAt errors|errorFile *'),
  errors: sequence('error!'),
  error: sequence('type title status detail instance *'),
};

const v1: Record<string, Sequence> = {
  ...everywhere,
  // Where the 1.2 XSD takes any unqualified element, the order is nobody's business: AssociationEvent stands there.
  ...Object.fromEntries(
    standardTypes
      .filter((type) => type !== 'AssociationEvent')
      .flatMap((type) => {
        const { direct, extension } = nesting12[type];
        const all = direct.map((name) => (name === required12[type] ? `${name}!` : name));
        const inside =
          type === 'TransformationEvent' ? [] : [[`${type}/extension`, sequence(...extension, 'extension')]];
        return [[type, sequence(...after(all, 'eventTimeZoneOffset', 'baseExtension'), 'extension *')], ...inside];
      }),
  ),
  ...Object.fromEntries(
    standardTypes.map((type) => [`${type}/baseExtension`, sequence('eventID errorDeclaration extension')]),
  ),
  QuantityEvent: sequence(
    'eventTime recordTime eventTimeZoneOffset baseExtension epcClass quantity! bizStep disposition readPoint',
    'bizLocation bizTransactionList extension *',
  ),
  errorDeclaration: sequence('declarationTime reason correctiveEventIDs extension *'),
  EPCISHeader: sequence('StandardBusinessDocumentHeader! extension *'),
  EventList: sequence('ObjectEvent|AggregationEvent|QuantityEvent|TransactionEvent|extension'),
  'EventList/extension': sequence('TransformationEvent|extension'),
};

/** The published order of an element's children, in EPCIS 1.x or 2.0; undefined where the XSD leaves it open. */
export const sequenceOf = (key: string, version: '1' | '2'): Sequence | undefined =>
  Object.hasOwn(version === '2' ? v20 : v1, key) ? (version === '2' ? v20 : v1)[key] : undefined;

/** The same for an element of the Standard Business Document Header. */
export const businessSequenceOf = (name: XmlName): Sequence | undefined =>
  name.namespace === SBDH && Object.hasOwn(businessHeader, name.local) ? businessHeader[name.local] : undefined;

/** The name under which the order has a child: `*` for what it leaves to others. Undefined when it has no place for it. */
export function placeIn({ ranks }: Sequence, child: XmlName): string | undefined {
  const name = child.namespace === SBDH || isStandard(child) ? child.local : '*';
  if (name === BUSINESS_HEADER && child.namespace !== SBDH) return undefined;
  if (ranks.has(name)) return name;
  return child.namespace === SBDH && ranks.has('*') ? '*' : undefined;
}

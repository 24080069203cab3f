import { exampleNamespace } from './sample-events.ts';

/** Names of what the parameters are asked about, all of one run and one day. */
export interface Names {
  readonly day: string;
  readonly word: string;
}

const sgtin = (serial: string) => `urn:epc:id:sgtin:9521321.077777.${serial}`;
const lgtin = (lot: string) => `urn:epc:class:lgtin:9521321.077777.${lot}`;
const sgln = (extension: string) => `urn:epc:id:sgln:9521321.00017.${extension}`;

/** What the events are about. */
export const thingsOf = ({ word }: Names) => ({
  first: sgtin(`${word}-1`),
  second: sgtin(`${word}-2`),
  firstLink: `https://id.gs1.org/01/09521321777774/21/${word}-1`,
  input: sgtin(`${word}-in`),
  output: sgtin(`${word}-out`),
  case: `urn:epc:id:giai:9521321.case-${word}`,
  trolley: `urn:epc:id:giai:9521321.trolley-${word}`,
  recipe: `https://example.org/transformations/${word}`,
  bulk: lgtin(`${word}-bulk`),
  loose: lgtin(`${word}-loose`),
  raw: lgtin(`${word}-raw`),
  made: lgtin(`${word}-made`),
  order: `urn:epcglobal:cbv:bt:9521321000178:PO-${word}`,
  seller: `urn:epc:id:sgln:9521321.00018.${word}`,
  buyer: `urn:epc:id:sgln:9521321.00019.${word}`,
  line: sgln(`${word}-line`),
  hall: sgln(`${word}-hall`),
  site: sgln(`${word}-site`),
  dock: sgln(`${word}-dock`),
  device: `https://example.org/devices/${word}`,
  probe: `https://example.org/probes/${word}`,
  method: `https://example.org/methods/${word}`,
  rules: `https://example.org/rules/${word}`,
});

export const eventIdOf = ({ word }: Names, label: string) => `https://events.example.org/${word}/${label}`;

function event(names: Names, label: string, minute: number, more: object) {
  return {
    type: 'ObjectEvent',
    eventID: eventIdOf(names, label),
    eventTime: `${names.day}T09:${String(minute).padStart(2, '0')}:00Z`,
    eventTimeZoneOffset: '+00:00',
    ...more,
  };
}

/** Events of which the parameters on things, words and texts each find some. */
export function storyEvents(names: Names) {
  const it = thingsOf(names);
  const packs = [it.first, it.second];
  return [
    event(names, 'commission', 1, {
      action: 'ADD',
      epcList: packs,
      bizStep: 'commissioning',
      disposition: 'active',
      readPoint: { id: it.line, 'ex:gate': 'north', 'ex:rack': { 'ex:shelf': 'top' } },
      bizLocation: { id: it.hall, 'ex:gate': 'south', 'ex:rack': { 'ex:shelf': 'low' } },
      'ex:text': 'blue',
      'ex:flag': true,
      'ex:moment': '2026-01-01T10:00:00+01:00',
      'ex:many': ['one', 'two'],
    }),
    event(names, 'pack', 2, {
      type: 'AggregationEvent',
      action: 'ADD',
      parentID: it.case,
      childEPCs: packs,
      childQuantityList: [{ epcClass: it.loose }],
      bizStep: 'packing',
      persistentDisposition: { set: ['completeness_verified'] },
    }),
    event(names, 'ship', 3, {
      action: 'OBSERVE',
      epcList: [it.case],
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: { id: it.dock },
      bizTransactionList: [{ type: 'po', bizTransaction: it.order }],
      sourceList: [{ type: 'owning_party', source: it.seller }],
      destinationList: [{ type: 'possessing_party', destination: it.buyer }],
    }),
    event(names, 'unpack', 4, {
      type: 'AggregationEvent',
      action: 'DELETE',
      parentID: it.case,
      childEPCs: [it.second],
      bizStep: 'unpacking',
      persistentDisposition: { unset: ['completeness_verified'] },
    }),
    event(names, 'transform', 5, {
      type: 'TransformationEvent',
      transformationID: it.recipe,
      inputEPCList: [it.input],
      inputQuantityList: [{ epcClass: it.raw }],
      outputEPCList: [it.output],
      outputQuantityList: [{ epcClass: it.made }],
    }),
    event(names, 'associate', 6, {
      type: 'AssociationEvent',
      action: 'ADD',
      parentID: it.trolley,
      childEPCs: [it.case],
    }),
    event(names, 'order', 7, {
      type: 'TransactionEvent',
      action: 'ADD',
      parentID: it.trolley,
      epcList: [it.case],
      bizTransactionList: [{ type: 'inv', bizTransaction: it.order }],
    }),
    event(names, 'declared', 8, {
      action: 'OBSERVE',
      epcList: [it.output],
      errorDeclaration: {
        declarationTime: `${names.day}T20:00:00Z`,
        reason: 'incorrect_data',
        correctiveEventIDs: [eventIdOf(names, 'ship')],
      },
    }),
    event(names, 'laboratory', 9, {
      action: 'OBSERVE',
      epcList: [it.output],
      sensorElementList: [
        {
          sensorMetadata: { deviceID: it.device, dataProcessingMethod: it.method, bizRules: it.rules },
          sensorReport: [
            { type: 'RelativeHumidity', value: 40, uom: 'A93' },
            { type: 'Count', microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011', value: 0.1, uom: 'P1' },
            { type: 'Count', chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N' },
            { type: 'Count', stringValue: 'clear' },
            { type: 'Count', hexBinaryValue: 'f0f0' },
            { type: 'Count', uriValue: 'https://example.org/pictures/7' },
            { type: 'Count', booleanValue: true, deviceID: it.probe },
          ],
        },
      ],
    }),
  ];
}

export const levels = { low: 10, mid: 20, high: 30 } as const;

/** Three events that differ in every number and time they have, and have one wherever there can be one. */
export const levelEvents = (names: Names) => Object.entries(levels).map(([label, n]) => levelEvent(names, label, n));

function levelEvent(names: Names, label: string, n: number) {
  const at = (hour: string) => `${names.day}T${hour}:${n}:00Z`;
  const fields = { 'ex:size': n, 'ex:outer': { 'ex:middle': { 'ex:deep': n } } };
  const numbers = { value: n, minValue: n, maxValue: n, meanValue: n, sDev: n, percValue: n, percRank: n };
  const report = { type: 'Temperature', ...numbers, uom: 'CEL', ...fields };
  return event(names, label, n, {
    action: 'ADD',
    epcList: [sgtin(`${names.word}-${label}`)],
    quantityList: [{ epcClass: thingsOf(names).bulk, quantity: n, uom: 'KGM' }],
    ...fields,
    'ex:name': `${label} 𝒳`,
    ilmd: fields,
    errorDeclaration: { declarationTime: at('14'), ...fields },
    sensorElementList: [
      { sensorMetadata: { startTime: at('11'), endTime: at('12'), ...fields }, sensorReport: [report], ...fields },
      { sensorReport: [{ type: 'Temperature', time: at('13') }] },
    ],
  });
}

const attribute = (name: string, text: string) => ({ id: `${exampleNamespace}${name}`, attribute: text });

/** What master data says of all that the events name. Every element has the attribute `owner` of its own. */
export function masterDataOf(names: Names) {
  const it = thingsOf(names);
  const described = (kind: string, id: string) => ({ id, attributes: [attribute(`${names.word}-${kind}`, 'yes')] });
  const list = (type: string, ...elements: object[]) => ({
    type: `urn:epcglobal:epcis:vtype:${type}`,
    vocabularyElementList: elements,
  });
  return [
    list('ReadPoint', described('readPoint', it.line)),
    list(
      'BusinessLocation',
      { id: it.site, children: [it.hall] },
      { ...described('bizLocation', it.hall), children: [it.line] },
      { id: it.line },
    ),
    list('Location', { id: it.site, children: [it.hall] }, { id: it.hall, children: [it.line] }),
    list('BusinessStep', described('bizStep', 'urn:epcglobal:cbv:bizstep:shipping')),
    list('Disposition', described('disposition', 'https://ref.gs1.org/cbv/Disp-in_transit')),
    list('BusinessTransaction', described('bizTransaction', it.order)),
    list('SourceDest', described('source', it.seller), described('destination', it.buyer)),
    list('EPCClass', described('epcClass', it.raw)),
  ];
}

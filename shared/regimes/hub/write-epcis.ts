import type { AggregationEvent, ObjectEvent } from '../../epcis/event.ts';
import { isRefusal } from '../../refusal.ts';
import { xmlText } from '../../wire/write-xml.ts';

export type HubEvent = ObjectEvent | AggregationEvent;

/** What stands around the events. */
export interface HubHead {
  readonly sender: string;
  readonly receiver: string;
  readonly instance: string;
  /** ISO 8601. */
  readonly created: string;
}

const CBV = 'urn:epcglobal:cbv';

/**
 * An EPCIS 1.2 document of the few members that hubs are told, in the order of the schema. The writer of `shared/epcis` knows all of EPCIS, and would come
 * whole into every function that knows a regime.
 */
export const epcisXml = ({ sender, receiver, instance, created }: HubHead, events: readonly HubEvent[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader" xmlns:cbvmda="urn:epcglobal:cbv:mda" schemaVersion="1.2" creationDate="${text(created)}">${tag(
    'EPCISHeader',
    tag(
      'sbdh:StandardBusinessDocumentHeader',
      tag('sbdh:HeaderVersion', '1.0'),
      tag('sbdh:Sender', leaf('sbdh:Identifier', sender)),
      tag('sbdh:Receiver', leaf('sbdh:Identifier', receiver)),
      tag(
        'sbdh:DocumentIdentification',
        leaf('sbdh:Standard', 'EPCglobal'),
        leaf('sbdh:TypeVersion', '1.0'),
        leaf('sbdh:InstanceIdentifier', instance),
        leaf('sbdh:Type', 'Events'),
        leaf('sbdh:CreationDateAndTime', created),
      ),
    ),
  )}${tag('EPCISBody', tag('EventList', ...events.map(eventXml)))}</epcis:EPCISDocument>`;

function text(value: string): string {
  const written = xmlText(value);
  if (isRefusal(written)) throw new Error(written.detail);
  return written;
}
const tag = (name: string, ...inner: readonly string[]) => `<${name}>${inner.join('')}</${name}>`;
const leaf = (name: string, value: string | undefined) => (value === undefined ? '' : tag(name, text(value)));
const word = (name: string, kind: string, value: string | undefined) => leaf(name, value && `${CBV}:${kind}:${value}`);
const some = (name: string, ...inner: readonly string[]) => (inner.join('') === '' ? '' : tag(name, ...inner));
const epcs = (name: string, list: readonly string[] = []) => tag(name, ...list.map((epc) => leaf('epc', epc)));

function eventXml(event: HubEvent): string {
  const { type, eventTime, eventTimeZoneOffset, action, bizStep, disposition, readPoint, bizLocation } = event;
  return tag(
    type,
    leaf('eventTime', eventTime),
    leaf('eventTimeZoneOffset', eventTimeZoneOffset),
    some('baseExtension', leaf('eventID', event.eventID), errorXml(event)),
    event.type === 'ObjectEvent'
      ? epcs('epcList', event.epcList)
      : leaf('parentID', event.parentID) + epcs('childEPCs', event.childEPCs),
    leaf('action', action),
    word('bizStep', 'bizstep', bizStep),
    word('disposition', 'disp', disposition),
    some('readPoint', leaf('id', readPoint?.id)),
    some('bizLocation', leaf('id', bizLocation?.id)),
    transactionsXml(event),
    event.type === 'ObjectEvent' ? extensionXml(event) : '',
  );
}

const errorXml = ({ errorDeclaration: declared }: HubEvent) =>
  declared === undefined
    ? ''
    : tag('errorDeclaration', leaf('declarationTime', declared.declarationTime), word('reason', 'er', declared.reason));

const transactionsXml = ({ bizTransactionList = [] }: HubEvent) =>
  some(
    'bizTransactionList',
    ...bizTransactionList.map(
      ({ type, bizTransaction }) =>
        `<bizTransaction${type === undefined ? '' : ` type="${text(`${CBV}:btt:${type}`)}"`}>${text(bizTransaction)}</bizTransaction>`,
    ),
  );

const typed = (name: string, type: string, value: string) =>
  `<${name} type="${text(`${CBV}:sdt:${type}`)}">${text(value)}</${name}>`;

/** What version 1.1 put behind `extension`. */
const extensionXml = ({ quantityList = [], sourceList = [], destinationList = [], ilmd = {} }: ObjectEvent) =>
  some(
    'extension',
    some('quantityList', ...quantityList.map(({ epcClass }) => tag('quantityElement', leaf('epcClass', epcClass)))),
    some('sourceList', ...sourceList.map(({ type, source }) => typed('source', type, source))),
    some('destinationList', ...destinationList.map(({ type, destination }) => typed('destination', type, destination))),
    some('ilmd', ...Object.entries(ilmd).map(([name, value]) => leaf(name, String(value)))),
  );

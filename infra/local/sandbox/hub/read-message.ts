import { child, elementsOf, type Node, readXml, textOf } from '../sncm/xml.ts';
import { HubProblem } from './problem.ts';
import { type Code, readCode } from './read-codes.ts';

export interface HubEvent {
  readonly type: 'ObjectEvent' | 'AggregationEvent';
  readonly action: string;
  readonly step: string;
  readonly disposition: string;
  readonly at: number;
  readonly id?: string;
  /** It says that the event of its id did not happen. */
  readonly isError: boolean;
  readonly codes: readonly Code[];
  readonly lots: readonly Code[];
  readonly parent?: Code;
  readonly lot?: string;
  readonly expiry?: string;
  /** GLNs. */
  readonly here: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface HubMessage {
  readonly instance: string;
  readonly events: readonly HubEvent[];
}

const EPCIS = 'urn:epcglobal:epcis:xsd:1';

/** Reads an EPCIS 1.2 document. @throws HubProblem `SCHEMA` when it is none */
export function readMessage(xml: string): HubMessage {
  const root = rootOf(xml);
  if (root.local !== 'EPCISDocument' || root.uri !== EPCIS || attribute(root, 'schemaVersion') !== '1.2')
    throw new HubProblem('SCHEMA', 'the root is no EPCISDocument of version 1.2');
  const header = child(child(root, 'EPCISHeader'), 'StandardBusinessDocumentHeader');
  const instance = said(child(header, 'DocumentIdentification'), 'InstanceIdentifier');
  if (instance === undefined) throw new HubProblem('SCHEMA', 'the header has no InstanceIdentifier');
  const list = child(child(root, 'EPCISBody'), 'EventList');
  const events = list === undefined ? [] : elementsOf(list).map(readEvent);
  if (events.length === 0) throw new HubProblem('SCHEMA', 'there is no event');
  return { instance, events };
}

function rootOf(xml: string): Node {
  try {
    return readXml(xml);
  } catch (error) {
    throw new HubProblem('SCHEMA', error instanceof Error ? error.message : String(error));
  }
}

const attribute = ({ attributes }: Node, name: string) => attributes.find(({ local }) => local === name)?.value;
const said = (node: Node | undefined, local: string): string | undefined => {
  const found = child(node, local);
  return found && textOf(found).trim();
};
const wordOf = (node: Node, local: string) => said(node, local)?.split(':').at(-1) ?? '';
const listOf = (node: Node | undefined, local: string) => {
  const found = child(node, local);
  return found === undefined ? [] : elementsOf(found);
};
const codesOf = (node: Node | undefined, local: string) => listOf(node, local).map((one) => readCode(textOf(one)));

function readEvent(node: Node): HubEvent {
  const { local: type } = node;
  if (type !== 'ObjectEvent' && type !== 'AggregationEvent') throw new HubProblem('SCHEMA', `no ${type} is taken`);
  const at = Date.parse(said(node, 'eventTime') ?? '');
  if (Number.isNaN(at) || said(node, 'eventTimeZoneOffset') === undefined)
    throw new HubProblem('SCHEMA', `an ${type} has no eventTime with its offset`);
  const base = child(node, 'baseExtension');
  const id = said(base, 'eventID');
  const parent = said(node, 'parentID');
  return {
    ...{ type, at, action: said(node, 'action') ?? '' },
    ...{ step: wordOf(node, 'bizStep'), disposition: wordOf(node, 'disposition') },
    ...(id !== undefined && { id }),
    isError: child(base, 'errorDeclaration') !== undefined,
    codes: codesOf(node, type === 'ObjectEvent' ? 'epcList' : 'childEPCs'),
    ...(parent !== undefined && { parent: readCode(parent) }),
    ...extended(child(node, 'extension')),
    here: ['readPoint', 'bizLocation'].flatMap((place) => said(child(node, place), 'id') ?? []).map(readCode),
  };
}

/** What version 1.1 put behind `extension`. */
function extended(extension: Node | undefined) {
  const lots = listOf(extension, 'quantityList').map((one) => readCode(said(one, 'epcClass') ?? ''));
  const ilmd = child(extension, 'ilmd');
  const lot = said(ilmd, 'lotNumber');
  const expiry = said(ilmd, 'itemExpirationDate');
  const from = endOf(listOf(extension, 'sourceList'));
  const to = endOf(listOf(extension, 'destinationList'));
  return {
    lots,
    ...(lot && { lot }),
    ...(expiry && { expiry }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

function endOf(list: readonly Node[]) {
  const place = list.find((one) => attribute(one, 'type')?.endsWith(':location'));
  return place && readCode(textOf(place));
}

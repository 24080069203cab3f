import { isRefusal } from '../../refusal.ts';
import { at, childOf, readXmlTree, type XmlTree } from '../../wire/xml-tree.ts';
import type { CodedPack, NamedPack } from '../pack-lists/judge-list.ts';
import { namespaceOf, SOAP } from './soap.ts';

/** What a service answered. */
export type RsdAnswer =
  /** The whole call was refused: five digits. */
  | { readonly kind: 'fault'; readonly code: string }
  | { readonly kind: 'list'; readonly service: string; readonly packs: readonly CodedPack[] };

/** What stands in the body of an envelope; `undefined` for any other text. */
function bodyOf(text: string): XmlTree | undefined {
  const tree = readXmlTree(text);
  if (isRefusal(tree) || tree.name.local !== 'Envelope' || tree.name.namespace !== SOAP) return undefined;
  return childOf(tree, 'Body')?.children[0];
}

/** The service whose request or answer it is, by name and namespace. */
function serviceOf({ name }: XmlTree, ending: 'Request' | 'Response'): string | undefined {
  const service = name.local.endsWith(ending) ? name.local.slice(0, -ending.length) : '';
  return service !== '' && name.namespace === namespaceOf(service) ? service : undefined;
}

const textOf = (tree: XmlTree, local: string) => childOf(tree, local)?.text ?? '';
const packsIn = (tree: XmlTree) => childOf(tree, 'PRODUCTLIST')?.children ?? [];
const named = (tree: XmlTree): NamedPack => ({ gtin: textOf(tree, 'GTIN'), serial: textOf(tree, 'SN') });

/** Reads an answer; `undefined` for words that are not the service's, as a page of its front door (401) is. */
export function readRsdAnswer(text: string): RsdAnswer | undefined {
  const body = bodyOf(text);
  if (body === undefined) return undefined;
  if (body.name.local === 'Fault' && body.name.namespace === SOAP) {
    const code = at(body, 'detail', 'ServiceError', 'FC')?.text ?? textOf(body, 'faultstring');
    return /^\d{5}$/.test(code) ? { kind: 'fault', code } : undefined;
  }
  const service = serviceOf(body, 'Response');
  if (service === undefined) return undefined;
  const packs = packsIn(body).map((one) => ({ ...named(one), code: textOf(one, 'RC') }));
  const isWhole = packs.every(({ gtin, serial, code }) => gtin !== '' && serial !== '' && /^\d{5}$/.test(code));
  return isWhole && packs.length > 0 ? { kind: 'list', service, packs } : undefined;
}

/** What a message of ours said, as answers are held against it. */
export interface RsdSent {
  readonly service: string;
  readonly packs: readonly NamedPack[];
  /** Its packs are of one lot: Supply, Import, Deactivation and what takes it back. */
  readonly isOfLot: boolean;
}

/** Reads a request with packs; `undefined` for anything else. */
export function readRsdRequest(text: string): RsdSent | undefined {
  const body = bodyOf(text);
  const service = body && serviceOf(body, 'Request');
  if (body === undefined || service === undefined) return undefined;
  const serials = childOf(body, 'SNREQUESTLIST')?.children;
  const gtin = textOf(body, 'GTIN');
  const packs = serials?.map(({ text: serial }) => ({ gtin, serial })) ?? packsIn(body).map(named);
  const isOfLot = serials !== undefined || service.startsWith('Deactivation');
  return packs.length === 0 ? undefined : { service, packs, isOfLot };
}

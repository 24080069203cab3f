import type { Refusal } from '../../refusal.ts';
import type { JsonObject } from '../../wire/json.ts';
import { xmlText } from '../../wire/write-xml.ts';
import type { EpcisHead } from '../document.ts';
import type { MasterDataList } from '../master-data.ts';
import { authorityOf, businessHeaderFacts, businessTypeOf } from './business-header.ts';
import { SBDH } from './structure.ts';
import { extensionAttributes } from './write-attributes.ts';
import { writeExtension, writeExtensions } from './write-extension.ts';
import { writeVocabularyList } from './write-master-data.ts';
import { type Target, within } from './write-target.ts';
import { treeOf } from './write-tree.ts';

/** EPCISHeader, when there is something to say in it. `masterData`: what stands in it, and not in the body. */
export function writeHeader(head: EpcisHead, masterData: readonly MasterDataList[], to: Target): Refusal | undefined {
  const extensions = treeOf(head.headerExtensions);
  const made = head.sender ?? head.receiver ?? head.instanceIdentifier;
  if (Object.keys(extensions).length === 0 && made === undefined && masterData.length === 0) return undefined;
  const attributes = extensionAttributes(extensions, to);
  if (typeof attributes !== 'string') return within('headerExtensions', attributes);
  to.out.open('EPCISHeader', attributes);
  const wrong =
    writeBusinessHeader(head, extensions, to) ?? writeMasterData(masterData, to) ?? writeOthers(extensions, to);
  if (wrong !== undefined) return wrong;
  to.out.close('EPCISHeader');
  return undefined;
}

function writeMasterData(lists: readonly MasterDataList[], to: Target): Refusal | undefined {
  if (lists.length === 0) return undefined;
  to.out.open('extension');
  to.out.open('EPCISMasterData');
  const wrong = writeVocabularyList(lists, to);
  if (wrong !== undefined) return within('masterData', wrong);
  to.out.close('EPCISMasterData');
  to.out.close('extension');
  return undefined;
}

function writeOthers(extensions: JsonObject, to: Target): Refusal | undefined {
  const sent = businessHeaderIn(extensions, to);
  const others = Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== sent));
  const wrong = writeExtensions(others, to);
  return wrong === undefined ? undefined : within('headerExtensions', wrong);
}

/** The member that holds the Standard Business Document Header as it was sent. */
const businessHeaderIn = (extensions: JsonObject, { names }: Target): string | undefined =>
  Object.keys(extensions).find(
    (name) => !name.startsWith('@') && names.qualified(name) === 'sbdh:StandardBusinessDocumentHeader',
  );

/** The Standard Business Document Header: as it was sent, or made of what is known. EPCIS 1.2 wants one in every header. */
function writeBusinessHeader(head: EpcisHead, extensions: JsonObject, to: Target): Refusal | undefined {
  const sent = businessHeaderIn(extensions, to);
  if (sent !== undefined) {
    const wrong = writeExtension(sent, extensions[sent] ?? null, to);
    return wrong === undefined ? undefined : within('headerExtensions', wrong);
  }
  const known = head.sender ?? head.receiver ?? head.instanceIdentifier;
  return known === undefined && to.version === '2.0' ? undefined : makeBusinessHeader(head, to);
}

/** The SBDH schema wants sender, receiver and identifier; what is not known of them stands there empty. */
function makeBusinessHeader(head: EpcisHead, to: Target): Refusal | undefined {
  const prefix = to.names.prefixOf(SBDH);
  const named = (local: string): string => `${prefix}:${local}`;
  const { out } = to;
  const text = (local: string, value: string, attributes?: string): Refusal | undefined => {
    const escaped = xmlText(value);
    if (typeof escaped !== 'string') return escaped;
    out.leaf(named(local), escaped, attributes);
    return undefined;
  };
  const party = (local: string, identifier: string): Refusal | undefined => {
    out.open(named(local));
    const authority = authorityOf(identifier);
    const wrong = text('Identifier', identifier, authority === undefined ? '' : ` Authority="${authority}"`);
    out.close(named(local));
    return wrong;
  };
  out.open(named('StandardBusinessDocumentHeader'));
  out.leaf(named('HeaderVersion'), businessHeaderFacts.HeaderVersion);
  const sender = party('Sender', head.sender ?? '');
  if (sender !== undefined) return within('sender', sender);
  const receiver = party('Receiver', head.receiver ?? '');
  if (receiver !== undefined) return within('receiver', receiver);
  out.open(named('DocumentIdentification'));
  out.leaf(named('Standard'), businessHeaderFacts.Standard);
  out.leaf(named('TypeVersion'), businessHeaderFacts.TypeVersion);
  const identifier = text('InstanceIdentifier', head.instanceIdentifier ?? '');
  if (identifier !== undefined) return within('instanceIdentifier', identifier);
  out.leaf(named('Type'), businessTypeOf(head.form, head.subscriptionID));
  if (head.creationDate !== undefined) text('CreationDateAndTime', head.creationDate);
  out.close(named('DocumentIdentification'));
  out.close(named('StandardBusinessDocumentHeader'));
  return undefined;
}

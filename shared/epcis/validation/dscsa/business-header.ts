import { isJsonObject, type Json, type JsonObject } from '../../../wire/json.ts';
import type { EpcisHead } from '../../document.ts';
import { memberCalled, memberNamed } from '../member-names.ts';
import { scalarText } from '../scalar-text.ts';
import { SBDH_NAMESPACE } from './guideline.ts';

/** What a Standard Business Document Header says, as far as anybody asks. */
export interface BusinessHeader {
  readonly sender?: string | undefined;
  readonly senderAuthority?: string | undefined;
  readonly receiver?: string | undefined;
  readonly receiverAuthority?: string | undefined;
  readonly instanceIdentifier?: string | undefined;
  readonly standard?: string | undefined;
  readonly type?: string | undefined;
  readonly created?: string | undefined;
  /** False when only the three members of the JSON binding are known, so that nothing can be said of the others. */
  readonly whole: boolean;
}

/** The header of a document: the one that was sent, else the members that JSON has for it; undefined when there is neither. */
export function businessHeader(head: EpcisHead): BusinessHeader | undefined {
  const sent = sentHeader(head);
  const { sender, receiver, instanceIdentifier } = head;
  if (sent === undefined) {
    const none = sender === undefined && receiver === undefined && instanceIdentifier === undefined;
    return none ? undefined : { sender, receiver, instanceIdentifier, whole: false };
  }
  const identification = inside(sent, 'DocumentIdentification');
  return {
    ...partner('sender', inside(inside(sent, 'Sender'), 'Identifier')),
    ...partner('receiver', inside(inside(sent, 'Receiver'), 'Identifier')),
    instanceIdentifier: scalarText(inside(identification, 'InstanceIdentifier')),
    standard: scalarText(inside(identification, 'Standard')),
    type: scalarText(inside(identification, 'Type')),
    created: scalarText(inside(identification, 'CreationDateAndTime')),
    whole: true,
  };
}

function sentHeader({ headerExtensions, context }: EpcisHead): JsonObject | undefined {
  if (headerExtensions === undefined) return undefined;
  const definitions = new Map(Object.entries(context));
  const found = memberNamed(headerExtensions, `${SBDH_NAMESPACE}StandardBusinessDocumentHeader`, definitions);
  return isJsonObject(found?.value) ? found.value : undefined;
}

function partner(role: 'sender' | 'receiver', identifier: Json | undefined) {
  const authority = isJsonObject(identifier) ? scalarText(identifier['@Authority']) : undefined;
  return { [role]: scalarText(identifier), [`${role}Authority`]: authority };
}

/** A part by its local name; of several the first. */
function inside(holder: Json | undefined, local: string): Json | undefined {
  const one = Array.isArray(holder) ? holder[0] : holder;
  const part = isJsonObject(one) ? memberCalled(one, local) : undefined;
  return Array.isArray(part) ? part[0] : part;
}

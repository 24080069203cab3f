import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { respellCbvmda, respellCbvmdaInHead } from '#shared/epcis/respell-cbvmda.ts';
import type { Remarks } from './remarks.ts';
import type { Form } from './target.ts';

export const masterDataSpellings = ['as-sent', 'usual'] as const;
export type MasterDataSpelling = (typeof masterDataSpellings)[number];

/** Spells the namespace of CBV master data as asked, and counts where it stays as the form's readers do not expect it. */
export interface MasterDataNames {
  event(event: EpcisEvent): EpcisEvent;
  head(head: EpcisHead): EpcisHead;
  tell(file: string, remarks: Remarks): void;
}

export function masterDataNames(asked: MasterDataSpelling, to: Form): MasterDataNames {
  const binding = to === 'json-2.0' ? 'json' : 'xml';
  let unusual = 0;
  const choose = <T>(sent: T, usual: T): T => {
    if (asked === 'usual') return usual;
    if (usual !== sent) unusual++;
    return sent;
  };
  return {
    event: (event) => choose(event, respellCbvmda(event, binding)),
    head: (head) => choose(head, respellCbvmdaInHead(head, binding)),
    tell: (file, remarks) => {
      if (unusual > 0) remarks.warn(file, { message: messages[binding], count: unusual, remedy });
    },
  };
}

const messages = {
  json: 'CBV master data (lot numbers, expiry dates) keeps the namespace of XML, urn:epcglobal:cbv:mda, which the prefix cbvmda of JSON does not stand for',
  xml: 'CBV master data (lot numbers, expiry dates) keeps a namespace that ends otherwise than urn:epcglobal:cbv:mda: readers of XML may not find it',
} as const;
const remedy = '--cbvmda usual writes the usual one; the hash of these events changes with it';

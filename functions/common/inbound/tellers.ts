import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { documentOfCapture } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';

export interface TellerNeeds {
  readonly inbound: Pick<InboundDocuments, 'get'>;
  readonly registry: Pick<Registry, 'partner'>;
}

/** By whose document an event came, and who that is; each is asked for once. */
export interface Tellers {
  /** Undefined for what we captured ourselves. */
  readonly of: (captureId: string) => Promise<string | undefined>;
  /** Undefined for a partner that is not in force. */
  readonly named: (partner: string) => Promise<Partner | undefined>;
}

export function tellers({ inbound, registry }: TellerNeeds, tenant: string): Tellers {
  const ask = async (captureId: string) => {
    const documentId = documentOfCapture(captureId);
    return documentId === undefined ? undefined : (await inbound.get(tenant, documentId))?.partner;
  };
  return { of: once(ask), named: once((partner) => registry.partner(tenant, partner)) };
}

/** Asks for each once, whoever asks again. */
export function once<T>(ask: (of: string) => Promise<T>): (of: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (of) => {
    const found = known.get(of) ?? ask(of);
    known.set(of, found);
    return found;
  };
}

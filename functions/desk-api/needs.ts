import type { MayPartner } from '#common/may-partner.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { DscsaSettings } from '#common/store/dscsa-settings.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { Holders } from '#common/store/holders.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { Members } from '#common/store/members.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';

export interface DeskApiNeeds {
  readonly cases: DeskCases;
  readonly holders: Holders;
  readonly recalls: Pick<Recalls, 'get'>;
  /** Cases of suspect product. */
  readonly suspects: Pick<DscsaCases, 'get' | 'list'>;
  /** Which partners have a desk of the PDG's. */
  readonly settingsOf: (tenant: string) => Promise<DscsaSettings>;
  readonly exceptions: Pick<Exceptions, 'get'>;
  readonly registry: Pick<Registry, 'tenant' | 'partner' | 'partners' | 'location'>;
  /** Machine clients, those of partners among them. */
  readonly members: Pick<Members, 'hasClient'>;
  readonly unitEvents: UnitEvents;
  readonly inbound: Pick<InboundDocuments, 'get'>;
  readonly evidence: EvidenceStore;
  /** Whether a partnership holds. */
  readonly may: MayPartner;
  readonly wake: SendToQueue;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
  readonly uuid: () => string;
}

import type { OutboundGuard } from '#common/send/outbound.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { DscsaSettingsStore } from '#common/store/dscsa-settings.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SuspectPacks } from '#common/store/suspect-packs.ts';
import type { Verifications } from '#common/store/verifications.ts';

export interface ApiNeeds {
  readonly cases: DscsaCases;
  readonly suspectPacks: SuspectPacks;
  readonly settings: DscsaSettingsStore;
  readonly verifications: Pick<Verifications, 'get'>;
  readonly exceptions: Pick<Exceptions, 'get'>;
  readonly registry: Pick<Registry, 'tenant' | 'partner' | 'product'>;
  readonly evidence: EvidenceStore;
  /** Events by id, of the ledger. */
  readonly eventsById: Ledger['eventsById'];
  /** Whether an address that a person sets may be sent to. */
  readonly guard: OutboundGuard;
  readonly wake: SendToQueue;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly now: () => Date;
  readonly uuid: () => string;
}

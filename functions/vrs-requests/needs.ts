import type { OutboundGuard } from '#common/send/outbound.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Verifications } from '#common/store/verifications.ts';
import type { VrsDirectory } from '#common/store/vrs-directory.ts';
import type { VrsSettingsStore } from '#common/store/vrs-settings.ts';
import type { RunNeeds } from '#common/vrs/run-verification.ts';

export interface ApiNeeds extends RunNeeds {
  readonly verifications: Verifications;
  readonly directory: VrsDirectory;
  readonly settings: VrsSettingsStore;
  readonly evidence: EvidenceStore;
  /** Whether an address that a person sets may be sent to. */
  readonly guard: OutboundGuard;
  readonly uuid: () => string;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
}

import type { NmvsNeeds } from '#common/nmvs/nmvs-needs.ts';
import type { NmvsAccesses } from '#common/store/nmvs-accesses.ts';
import type { NmvsAlerts } from '#common/store/nmvs-alerts.ts';

export interface ApiNeeds extends NmvsNeeds {
  readonly accesses: NmvsAccesses;
  readonly alerts: NmvsAlerts;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
}

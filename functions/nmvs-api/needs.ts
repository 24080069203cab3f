import type { NmvsNeeds } from '#common/nmvs/nmvs-needs.ts';
import type { OwnPackNeeds } from '#common/nmvs/own-packs.ts';
import type { StopNeeds } from '#common/nmvs/stopped-by-us.ts';
import type { Lots } from '#common/store/lots.ts';
import type { NmvsAccesses } from '#common/store/nmvs-accesses.ts';
import type { NmvsAlerts } from '#common/store/nmvs-alerts.ts';
import type { Registry } from '#common/store/registry.ts';

export interface ApiNeeds extends NmvsNeeds, OwnPackNeeds, StopNeeds {
  readonly registry: Pick<Registry, 'product'>;
  readonly lots: Pick<Lots, 'get'>;
  readonly accesses: NmvsAccesses;
  readonly alerts: NmvsAlerts;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
}

import type { AskedVocabulary } from '#common/epcis/find-master-data.ts';
import type { Granted } from '#common/principal.ts';
import type { QueryNeeds } from '#common/query/run-query.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';

/** What the operations of the query control interface work with. */
export interface Needs extends QueryNeeds {
  readonly vocabulary: AskedVocabulary;
  readonly registry: Pick<Registry, 'tenant'>;
  readonly queries: NamedQueries;
  readonly subscriptions: Pick<Subscriptions, 'create' | 'get' | 'all' | 'list' | 'remove'>;
  readonly granted: Granted;
  readonly guard: OutboundGuard;
  /** The subscription queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

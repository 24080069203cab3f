import type { Mappings } from '#common/store/mappings.ts';
import type { Registry } from '#common/store/registry.ts';
import type { ShownEvents } from '#common/store/shown-events.ts';

/** What the endpoints of mappings work with. */
export interface MappingApiNeeds {
  readonly mappings: Mappings;
  readonly registry: Pick<Registry, 'tenant' | 'partners'>;
  readonly events: ShownEvents;
  readonly now: () => Date;
}

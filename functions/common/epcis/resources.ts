/** What a resource of the EPCIS interface is, as far as its headers tell. */
export type ResourceKind = 'plain' | 'capture' | 'events' | 'named-events' | 'subscriptions';

export interface Resource {
  readonly methods: readonly ('GET' | 'POST' | 'DELETE')[];
  readonly kind: ResourceKind;
}

const top = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'];

const one = (kind: ResourceKind, ...methods: Resource['methods']): Resource => ({ methods, kind });

/**
 * Every resource by its path, and what may be done with it besides asking for its options (EPCIS 2.0, REST binding). The value of a top-level
 * resource may end in `/events`: identifiers hold slashes.
 */
export const resources: Readonly<Record<string, Resource>> = {
  '/epcis': one('plain', 'GET'),
  '/epcis/capture': one('capture', 'GET', 'POST'),
  '/epcis/capture/{captureID}': one('plain', 'GET'),
  '/epcis/events': one('events', 'GET', 'POST'),
  '/epcis/events/{eventID+}': one('events', 'GET'),
  ...Object.fromEntries(
    top.flatMap((name) => [
      [`/epcis/${name}`, one('plain', 'GET')],
      [`/epcis/${name}/{value+}`, one('events', 'GET')],
    ]),
  ),
  '/epcis/queries': one('plain', 'GET', 'POST'),
  '/epcis/queries/{queryName}': one('plain', 'GET', 'DELETE'),
  '/epcis/queries/{queryName}/events': one('named-events', 'GET'),
  '/epcis/queries/{queryName}/subscriptions': one('subscriptions', 'GET', 'POST'),
  '/epcis/queries/{queryName}/subscriptions/{subscriptionID}': one('subscriptions', 'GET', 'DELETE'),
};

import type { AddressSpace, UAObject } from 'node-opcua-address-space';
import { DataType, Variant } from 'node-opcua-client';
import { type ForeignLine, MOST_FACTS, MOST_IDS, MOST_NUMBERS } from '../foreign-line.ts';
import { bindAggregationManager } from './bind-aggregation-manager.ts';
import { bindEventManager } from './bind-event-manager.ts';
import { bindPoolManager } from './bind-pool-manager.ts';
import { Streams, TIMEOUT_MS } from './bind-stream.ts';
import type { Bound } from './bound.ts';
import { Callers } from './callers.ts';
import { NAMESPACE } from './data-types.ts';
import { EventManager } from './event-manager.ts';
import { formats } from './formats.ts';
import { add, set } from './instance.ts';
import { addJobOrders } from './job-orders.ts';
import { eventMethods, poolMethods } from './nodes.ts';
import { PoolManager } from './pool-manager.ts';
import { MOST_STREAM_AGGREGATIONS, MOST_STREAM_SIDS } from './read-events.ts';
import { selectable } from './select-pool.ts';
import { addSidClasses } from './sid-classes.ts';
import { keyValuesOf, stringsOf, uintOf } from './variants.ts';

/** What can be had of a line's server beside its nodes. */
export interface Objects {
  /** Forgets what clients began and did not commit. */
  close(): void;
}

/** Adds the folder OPENSCSObjects with all of a line's objects (OPC 30260 §6.2). */
export function addObjects(
  space: AddressSpace,
  line: ForeignLine,
  mayTell: (user: string) => boolean,
  newToken: () => string,
): Objects {
  const bound: Bound = { space, namespace: space.getNamespaceIndex(NAMESPACE), callers: new Callers(mayTell) };
  const own = space.getOwnNamespace();
  const folder = own.addObject({
    organizedBy: space.rootFolder.objects,
    nodeId: 's=OPENSCSObjects',
    browseName: { name: 'OPENSCSObjects', namespaceIndex: bound.namespace },
    typeDefinition: 'FolderType',
  });
  const pools = add(bound, folder, 'PoolManager', 'OPENSCSPoolManagerObjectType', Object.keys(poolMethods));
  bindPoolManager(bound, pools, new PoolManager(line, newToken));
  for (const name of ['MaxSNRequestable', 'MaxSNReturnable', 'MaxSNPushable'])
    set(bound, pools, name, uintOf(MOST_NUMBERS));
  set(bound, pools, 'MaxSNPushable', uintOf(MOST_IDS));
  set(bound, pools, 'SNFormat', stringsOf(formats));
  set(bound, pools, 'PoolSelectionCriteria', () => keyValuesOf(bound, selectable(line)));

  const names = ['EPCISStream', ...Object.keys(eventMethods)];
  const events = add(bound, folder, 'EventManager', 'OPENSCSEventManagerObjectType', names);
  const manager = new EventManager(line, newToken);
  bindEventManager(bound, events, manager);
  set(bound, events, 'MaxEvents', uintOf(MOST_IDS));
  set(bound, events, 'MaxEPCISObjectEventSIDs', uintOf(MOST_STREAM_SIDS));
  set(bound, events, 'MaxEPCISaggregationEvents', uintOf(MOST_STREAM_AGGREGATIONS));
  const stream = space.findNode(events.getComponentByName('EPCISStream', bound.namespace)?.nodeId ?? '');
  const streams = new Streams(bound, line);
  if (!isObject(stream)) throw new Error('the model has no EPCISStream');
  streams.bind(stream);
  set(
    { namespace: 0 },
    stream,
    'ClientProcessingTimeout',
    new Variant({ dataType: DataType.Double, value: TIMEOUT_MS }),
  );

  const packing = add(bound, folder, 'AggregationManager', 'OPENSCSAggregationManagerObjectType', []);
  bindAggregationManager(bound, packing, manager);
  set(bound, packing, 'MaxAggregationEvents', uintOf(MOST_FACTS));

  addSidClasses(bound, folder);
  addJobOrders(bound, folder, line, newToken);
  return { close: () => streams.close() };
}

const isObject = (node: unknown): node is UAObject =>
  typeof node === 'object' && node !== null && 'getMethodByName' in node;

import type { App } from 'aws-cdk-lib';
import { ApiStack } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { DeliveryStack } from './stacks/delivery.ts';
import { FleetStack } from './stacks/fleet.ts';
import { IdentityStack } from './stacks/identity.ts';
import { IngestStack } from './stacks/ingest.ts';
import { StreamStack } from './stacks/stream.ts';
import { SweepStack } from './stacks/sweep.ts';
import { WatchStack } from './stacks/watch.ts';

/** All stacks of one installation. References run one way: data, stream, delivery, ingest, then what uses them, then watch. */
export function addStage(app: App, name: string): void {
  const data = new DataStack(app, `${name}-data`);
  const identity = new IdentityStack(app, `${name}-identity`);
  const stream = new StreamStack(app, `${name}-stream`);
  const delivery = new DeliveryStack(app, `${name}-delivery`, { data, stream });
  const ingest = new IngestStack(app, `${name}-ingest`, { data, delivery });
  const sweep = new SweepStack(app, `${name}-sweep`, { data, ingest, delivery });
  const api = new ApiStack(app, `${name}-api`, { data, identity, delivery, ingest, stream });
  new FleetStack(app, `${name}-fleet`);
  new WatchStack(app, `${name}-watch`, { alarms: [delivery, ingest, sweep, api].flatMap(({ alarms }) => alarms) });
}

import type { App } from 'aws-cdk-lib';
import { AnnouncementStack } from './stacks/announcements.ts';
import { ApiStack } from './stacks/api.ts';
import { As2Stack } from './stacks/as2.ts';
import { DataStack } from './stacks/data.ts';
import { DeliveryStack } from './stacks/delivery.ts';
import { DeskStack } from './stacks/desk.ts';
import { DscsaStack } from './stacks/dscsa.ts';
import { FleetStack } from './stacks/fleet.ts';
import { IdentityStack } from './stacks/identity.ts';
import { ImportStack } from './stacks/import.ts';
import { InboundStack } from './stacks/inbound.ts';
import { IngestStack } from './stacks/ingest.ts';
import { NetworkStack } from './stacks/network.ts';
import { NmvsStack } from './stacks/nmvs.ts';
import { NoticesStack } from './stacks/notices.ts';
import { PlantStack } from './stacks/plant.ts';
import { ProductionStack } from './stacks/production.ts';
import { SerialsStack } from './stacks/serials.ts';
import { SftpStack } from './stacks/sftp.ts';
import { StreamStack } from './stacks/stream.ts';
import { SweepStack } from './stacks/sweep.ts';
import { VrsStack } from './stacks/vrs.ts';
import { WatchStack } from './stacks/watch.ts';

/** All stacks of one installation. References run one way: data, stream, delivery, ingest, then what uses them, then watch. */
export function addStage(app: App, name: string): void {
  const data = new DataStack(app, `${name}-data`);
  const identity = new IdentityStack(app, `${name}-identity`, { data });
  const stream = new StreamStack(app, `${name}-stream`);
  const delivery = new DeliveryStack(app, `${name}-delivery`, { data, stream });
  const ingest = new IngestStack(app, `${name}-ingest`, { data, delivery });
  const imports = new ImportStack(app, `${name}-import`, { data });
  const serials = new SerialsStack(app, `${name}-serials`, { data, delivery, imports });
  const nmvs = new NmvsStack(app, `${name}-nmvs`, { data, delivery });
  const vrs = new VrsStack(app, `${name}-vrs`, { data, delivery });
  const notices = new NoticesStack(app, `${name}-notices`, { data, delivery });
  const dscsa = new DscsaStack(app, `${name}-dscsa`, { data, delivery });
  const desk = new DeskStack(app, `${name}-desk`, { data, delivery });
  const inbound = new InboundStack(app, `${name}-inbound`, { data, delivery, ingest });
  const production = new ProductionStack(app, `${name}-production`, { data, delivery, serials });
  const announcements = new AnnouncementStack(app, `${name}-announcements`, { data, delivery });
  const sftp = new SftpStack(app, `${name}-sftp`, { data, delivery });
  const as2 = new As2Stack(app, `${name}-as2`, { data, delivery });
  const used = { data, delivery, ingest, imports, serials, nmvs, vrs, dscsa };
  const sweep = new SweepStack(app, `${name}-sweep`, { ...used, notices, desk, announcements, sftp });
  const api = new ApiStack(app, `${name}-api`, { ...used, identity, stream, as2 });
  new NetworkStack(app, `${name}-network`, { api, data, identity, delivery, desk, announcements });
  const fleet = new FleetStack(app, `${name}-fleet`);
  // The template names the type of things that the fleet has.
  new PlantStack(app, `${name}-plant`, { data }).addStackDependency(fleet);
  new WatchStack(app, `${name}-watch`, {
    alarms: [
      delivery,
      ingest,
      imports,
      serials,
      nmvs,
      vrs,
      notices,
      dscsa,
      desk,
      inbound,
      production,
      announcements,
      sftp,
      as2,
      sweep,
      api,
    ].flatMap(({ alarms }) => alarms),
  });
}

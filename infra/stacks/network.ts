import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { limitCalls } from '../constructs/limit-calls.ts';
import type { AnnouncementStack } from './announcements.ts';
import type { ApiStack } from './api.ts';
import { addAnnouncementRoutes } from './api-announcements.ts';
import { addDeskRoutes } from './api-desk.ts';
import { addInboundRoutes } from './api-inbound.ts';
import { addMappingRoutes } from './api-mappings.ts';
import { addOnboardingRoutes } from './api-onboarding.ts';
import { addPartnerRoutes } from './api-partners.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { DeskStack } from './desk.ts';
import type { IdentityStack } from './identity.ts';

export interface NetworkProps {
  /** Whose API the routes are of: one stack has at most 500 resources, and the API has more. */
  readonly api: ApiStack;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly delivery: DeliveryStack;
  readonly desk: DeskStack;
  readonly announcements: AnnouncementStack;
}

/** Routes of what partners and integrators exchange, in the API of all other routes. */
export class NetworkStack extends Stack {
  constructor(scope: Construct, id: string, { api, data, identity, delivery, desk, announcements }: NetworkProps) {
    super(scope, id);
    addMappingRoutes(this, api.http, { data });
    addPartnerRoutes(this, api.http, { data, delivery });
    addOnboardingRoutes(this, api.http, { data, identity, delivery });
    addDeskRoutes(this, api.http, { data, desk });
    addInboundRoutes(this, api.http, { data, delivery });
    addAnnouncementRoutes(this, api.http, { data, delivery, announcements });
    limitCalls(this, data, api.rates);
  }
}

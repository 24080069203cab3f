import { Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { fiveMinutes, ringWhenAboveZero } from '../constructs/alarm.ts';
import { limitCalls, type Rates, ratesOf } from '../constructs/limit-calls.ts';
import { throttle } from '../constructs/throttle.ts';
import { tokenAuthorizer } from '../constructs/token-authorizer.ts';
import { addCaptureRoutes } from './api-capture.ts';
import { addDscsaRoutes } from './api-dscsa.ts';
import { addEpcisRoutes } from './api-epcis.ts';
import { addExceptionRoutes } from './api-exceptions.ts';
import { addLotRoutes } from './api-lots.ts';
import { addMasterDataRoutes } from './api-master-data.ts';
import { addNetworkRoutes, addVrsRoutes } from './api-network.ts';
import { addNmvsRoutes } from './api-nmvs.ts';
import { addOpenRoutes } from './api-open.ts';
import { addPeopleRoutes } from './api-people.ts';
import { addPoolRoutes } from './api-pools.ts';
import { addQueryRoutes } from './api-query.ts';
import { addSerialRoutes } from './api-serials.ts';
import { addStreamRoutes } from './api-stream.ts';
import { addSubscriptionRoutes } from './api-subscriptions.ts';
import { addUnitRoutes } from './api-units.ts';
import { type As2Stack, addAs2Routes } from './as2.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { DscsaStack } from './dscsa.ts';
import type { IdentityStack } from './identity.ts';
import type { ImportStack } from './import.ts';
import type { IngestStack } from './ingest.ts';
import type { NmvsStack } from './nmvs.ts';
import type { SerialsStack } from './serials.ts';
import type { StreamStack } from './stream.ts';
import type { VrsStack } from './vrs.ts';

export interface ApiProps {
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly delivery: DeliveryStack;
  readonly ingest: IngestStack;
  readonly imports: ImportStack;
  readonly serials: SerialsStack;
  readonly stream: StreamStack;
  readonly nmvs: NmvsStack;
  readonly vrs: VrsStack;
  readonly dscsa: DscsaStack;
  readonly as2: As2Stack;
}

/** The API and its routes, but for those of the network (`network.ts`). Each function gets what its routes touch and no more. */
export class ApiStack extends Stack {
  readonly http: HttpApi;
  /** How often tenants may call. */
  readonly rates: Rates;
  readonly alarms: Alarm[];

  constructor(
    scope: Construct,
    id: string,
    { data, identity, delivery, ingest, imports, serials, stream, nmvs, vrs, dscsa, as2 }: ApiProps,
  ) {
    super(scope, id);
    const api = new HttpApi(this, 'api', {
      description: 'Seriate: serials, EPCIS repository, lots, deliveries, verification',
      defaultAuthorizer: tokenAuthorizer(this, { data, identity }),
    });
    throttle(api);
    addSerialRoutes(this, api, { data, serials });
    addPoolRoutes(this, api, { data, imports, delivery });
    addMasterDataRoutes(this, api, { data, delivery });
    addPeopleRoutes(this, api, { data, identity });
    addLotRoutes(this, api, { data, delivery, ingest });
    addCaptureRoutes(this, api, { data, delivery, ingest });
    addQueryRoutes(this, api, { data });
    addSubscriptionRoutes(this, api, { data, delivery });
    addEpcisRoutes(this, api, { data, delivery, streamUrl: stream.url });
    addUnitRoutes(this, api, { data });
    addExceptionRoutes(this, api, { data });
    addNetworkRoutes(this, api, { data, delivery });
    addNmvsRoutes(this, api, { data, delivery, nmvs });
    addVrsRoutes(this, api, { data, delivery, vrs });
    addDscsaRoutes(this, api, { data, delivery, dscsa });
    addOpenRoutes(this, api, { data, identity, ingest });
    this.http = api;
    this.rates = ratesOf(this);
    limitCalls(this, data, this.rates);
    this.alarms = [
      ...addAs2Routes(this, api, { data, delivery, as2 }),
      addStreamRoutes(this, { data, identity, delivery, stream }),
      ringWhenAboveZero(
        this,
        'server-errors',
        api.metricServerError({ ...fiveMinutes, period: Duration.minutes(5), statistic: 'Sum' }),
        'The API answers 5xx; runbook: docs/runbooks/api-server-errors.md',
      ),
    ];
  }
}

import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Env as OptionsEnv } from '../../functions/epcis-options/env.ts';
import type { Env as SoapEnv } from '../../functions/epcis-soap/env.ts';
import type { Env as VocabularyEnv } from '../../functions/vocabulary-api/env.ts';
import { HttpFunction, type Route } from '../constructs/http-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** Every resource of the EPCIS interface tells what may be done with it. */
const resources = [
  '',
  '/capture',
  '/capture/{captureID}',
  '/events',
  '/events/{eventID+}',
  ...['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'].flatMap((name) => [
    `/${name}`,
    `/${name}/{value+}`,
  ]),
  '/queries',
  '/queries/{queryName}',
  '/queries/{queryName}/events',
  '/queries/{queryName}/subscriptions',
  '/queries/{queryName}/subscriptions/{subscriptionID}',
];

interface Stacks {
  readonly data: DataStack;
  readonly delivery: DeliveryStack;
  /** Address of the WebSocket API, where there is one. */
  readonly streamUrl?: string;
}

/** L4: what the EPCIS repository says of itself, its master data, and its SOAP binding. */
export function addEpcisRoutes(scope: Construct, api: HttpApi, stacks: Stacks): void {
  const { data, streamUrl } = stacks;
  const { REGISTRY_TABLE } = data.names;
  const options = new HttpFunction(scope, {
    api,
    name: 'epcis-options',
    answersUnrouted: true,
    routes: resources.map((path): Route => `OPTIONS /epcis${path}`),
    environment: {
      REGISTRY_TABLE,
      ...(streamUrl !== undefined && { STREAM_URL: streamUrl }),
    } satisfies OptionsEnv,
  });
  data.registry.grantReadData(options.function);

  const vocabulary = new HttpFunction(scope, {
    api,
    name: 'vocabulary-api',
    routes: ['GET /api/vocabularies', 'GET /api/vocabularies/{vocabulary}/elements'],
    environment: { REGISTRY_TABLE } satisfies VocabularyEnv,
    timeout: Duration.seconds(29),
  });
  data.registry.grantReadData(vocabulary.function);
  addSoapRoutes(scope, api, stacks);
}

function addSoapRoutes(scope: Construct, api: HttpApi, { data, delivery }: Stacks): void {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = data.names;
  const soap = new HttpFunction(scope, {
    api,
    name: 'epcis-soap',
    routes: ['GET /epcis/soap', 'POST /epcis/soap'],
    environment: {
      SERIALS_TABLE,
      LEDGER_TABLE,
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      SUBSCRIPTION_QUEUE_URL: delivery.subscription.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies SoapEnv,
    timeout: Duration.seconds(29),
    memorySize: 1024, // it looks for events as query-api does
  });
  data.grantLedgerRead(soap.function);
  data.registry.grantReadWriteData(soap.function);
  data.deliveries.grantReadWriteData(soap.function);
  delivery.subscription.queue.grantSendMessages(soap.function);
}

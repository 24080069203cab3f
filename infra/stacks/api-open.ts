import { CfnParameter } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env as HealthEnv } from '../../functions/health/env.ts';
import type { Env as ConsoleEnv } from '../../functions/serve-console/env.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import { signInUrl } from '../constructs/sign-in-url.ts';
import type { DataStack } from './data.ts';
import type { IdentityStack } from './identity.ts';
import type { IngestStack } from './ingest.ts';

/** What needs no token: the description of the API, the console's files, health. */
export function addOpenRoutes(
  scope: Construct,
  api: HttpApi,
  { data, identity, ingest }: { data: DataStack; identity: IdentityStack; ingest: IngestStack },
): void {
  new HttpFunction(scope, {
    api,
    open: true,
    name: 'describe-api',
    routes: ['GET /api/openapi.json'],
    environment: {},
  });

  const sandboxes = new CfnParameter(scope, 'Sandboxes', {
    description: 'Sandboxes beside the installation that its console may turn, as JSON: [{"sandbox", "control"}]',
    default: '[]',
  }).valueAsString;
  new HttpFunction(scope, {
    api,
    open: true,
    name: 'serve-console',
    routes: ['GET /', 'GET /assets/{file}', 'GET /console.json'],
    environment: {
      CONSOLE_CLIENT_ID: identity.consoleClient.userPoolClientId,
      SIGN_IN_URL: signInUrl(scope, identity),
      SANDBOXES: sandboxes,
    } satisfies ConsoleEnv,
    // The page was built by `npm run build`; it travels inside the function.
    files: { console: '.build/console' },
  });

  const { REGISTRY_TABLE, DOCUMENTS_BUCKET } = data.names;
  const health = new HttpFunction(scope, {
    api,
    open: true,
    name: 'health',
    routes: ['GET /health'],
    environment: {
      REGISTRY_TABLE,
      DOCUMENTS_BUCKET,
      CAPTURE_QUEUE_URL: ingest.capture.queue.queueUrl,
    } satisfies HealthEnv,
  });
  data.registry.grantReadData(health.function);
  health.function.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [data.documents.bucketArn] }),
  );
  health.function.addToRolePolicy(
    new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [ingest.capture.queue.queueArn] }),
  );
}

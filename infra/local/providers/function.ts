import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { credentials } from '../client-config.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import {
  type Endpoints,
  type Host,
  numeric,
  type Provider,
  placeOf,
  type Resource,
  readProperties,
} from '../provider.ts';
import { physicalName } from './physical-name.ts';

const shape = v.object({
  FunctionName: v.optional(v.string()),
  Handler: v.string(),
  Code: v.object({ S3Key: v.string() }),
  Timeout: v.optional(numeric, 3),
  MemorySize: v.optional(numeric, 128),
  ReservedConcurrentExecutions: v.optional(numeric),
  Environment: v.optional(v.object({ Variables: v.optional(v.record(v.string(), v.string()), {}) }), {}),
});

/** How many copies of a function may run at once on one machine, when the template does not say fewer. */
const concurrencyLimit = 2;

/** `AWS::Lambda::Function`, run from the bundle that would be uploaded. `assets` are the assembly's, by object key. */
export function functionProvider(functions: FunctionRegistry, assets: ReadonlyMap<string, string>): Provider {
  return {
    create: async (resource, host) => {
      const wanted = readProperties(shape, resource);
      const name = wanted.FunctionName ?? physicalName(resource, 64);
      const arn = `arn:aws:lambda:${host.region}:${host.account}:function:${name}`;
      functions.add({
        name,
        arn,
        ...handlerOf(resource, wanted.Handler, assets.get(wanted.Code.S3Key)),
        timeoutSeconds: wanted.Timeout,
        memoryMb: wanted.MemorySize,
        concurrency: Math.min(wanted.ReservedConcurrentExecutions ?? concurrencyLimit, concurrencyLimit),
        environment: () => ({ ...wanted.Environment.Variables, ...runtimeEnvironment(name, host) }),
      });
      return { ref: name, Arn: arn };
    },
  };
}

function handlerOf(resource: Resource, handler: string, directory: string | undefined) {
  if (directory === undefined) throw new Error(`${placeOf(resource)}: its code is not among the assembly's assets`);
  const dot = handler.lastIndexOf('.');
  const [module, exported] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = ['mjs', 'js', 'cjs'].map((extension) => join(directory, `${module}.${extension}`)).find(existsSync);
  if (file === undefined) throw new Error(`${placeOf(resource)}: ${directory} holds no ${module}.mjs, .js or .cjs`);
  return { file, exported };
}

/** What the Lambda runtime adds to a function's own variables, with the local parts in place of the services. */
function runtimeEnvironment(name: string, { region, endpoints }: Host): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...endpointVariables(endpoints),
  };
}

const endpointVariables = ({ dynamodb, sqs, s3, secretsManager, iotData, cognito, kms }: Endpoints) => ({
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  AWS_ENDPOINT_URL_SQS: sqs,
  AWS_ENDPOINT_URL_S3: s3,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
  AWS_ENDPOINT_URL_IOT_DATA_PLANE: iotData,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito,
  AWS_ENDPOINT_URL_KMS: kms,
});

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundleOf } from './bundles.ts';

export interface BundleProps {
  /** Folder under `functions/`. */
  readonly name: string;
  /** Typed against the function's own `env.ts` where it is called. */
  readonly environment: Record<string, string>;
  readonly timeout?: Duration;
  readonly memorySize?: number;
  /** What else travels inside the function: names there, and paths below the root here. */
  readonly files?: Readonly<Record<string, string>>;
}

/** One function from `functions/<name>/handler.ts`, bundled with everything it needs, so that what was tested is what runs. */
export function bundledFunction(scope: Construct, { name, environment, timeout, memorySize, files }: BundleProps) {
  return new NodejsFunction(scope, name, {
    code: bundleOf(name, files),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: timeout ?? Duration.seconds(10),
    memorySize: memorySize ?? 512,
    environment,
    logGroup: new LogGroup(scope, `${name}-log`, {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    }),
  });
}

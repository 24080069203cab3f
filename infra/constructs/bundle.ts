import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ICommandHooks, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface BundleProps {
  /** Folder under `functions/`. */
  readonly name: string;
  /** Typed against the function's own `env.ts` where it is called. */
  readonly environment: Record<string, string>;
  readonly timeout?: Duration;
  readonly memorySize?: number;
  readonly commandHooks?: ICommandHooks;
}

/** One function from `functions/<name>/handler.ts`, bundled with everything it needs, so that what was tested is what runs. */
export function bundledFunction(
  scope: Construct,
  { name, environment, timeout, memorySize, commandHooks }: BundleProps,
) {
  return new NodejsFunction(scope, name, {
    entry: join(root, 'functions', name, 'handler.ts'),
    projectRoot: root,
    depsLockFilePath: join(root, 'package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: timeout ?? Duration.seconds(10),
    memorySize: memorySize ?? 512,
    environment,
    logGroup: new LogGroup(scope, `${name}-log`, {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    }),
    bundling: {
      format: OutputFormat.ESM,
      target: 'node24',
      minify: true,
      sourceMap: false,
      mainFields: ['module', 'main'],
      // The Lambda runtime's own SDK moves under us; ours is the one that was tested.
      externalModules: [],
      esbuildArgs: {
        '--alias:@aws-sdk/credential-provider-node': join(root, 'functions/common/environment-credentials.ts'),
      },
      // Some dependencies are CommonJS and ask for `require`.
      banner: "import{createRequire as r}from'node:module';const require=r(import.meta.url);",
      ...(commandHooks && { commandHooks }),
    },
  });
}

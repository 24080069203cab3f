import { join } from 'node:path';
import type { Endpoints, Host } from '../provider.ts';
import { type Engine, startDynoxide } from './dynoxide.ts';
import { startFauxqs } from './fauxqs.ts';
import type { Secrets } from './secrets.ts';
import { startSecretsServer } from './secrets-server.ts';

/** Variables that put another implementation in the place of a part, by its URL. */
export interface EngineVariables {
  readonly DYNAMODB_ENDPOINT?: string | undefined;
  readonly SQS_ENDPOINT?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
}

export interface Engines {
  readonly endpoints: Omit<Endpoints, 'iotData' | 'cognito' | 'kms'>;
  stop(): Promise<void>;
}

/** Starts what holds the data, except the parts that a variable names elsewhere. When one does not start, those that did are stopped again. */
export async function startEngines(
  { data, region, log }: Pick<Host, 'data' | 'region' | 'log'>,
  secrets: Secrets,
  { DYNAMODB_ENDPOINT, SQS_ENDPOINT, S3_ENDPOINT }: EngineVariables,
): Promise<Engines> {
  const started: Engine[] = [];
  const begin = async (start: Promise<Engine>) => {
    const engine = await start;
    started.push(engine);
    return engine.endpoint;
  };
  const stop = async () => void (await Promise.all(started.map((engine) => engine.stop())));
  const needsFauxqs = !SQS_ENDPOINT || !S3_ENDPOINT;
  const starting = [
    DYNAMODB_ENDPOINT || begin(startDynoxide(join(data, 'tables.db'), log)),
    needsFauxqs ? begin(startFauxqs(join(data, 'objects'), region)) : '',
    begin(startSecretsServer(secrets)),
  ] as const;
  try {
    const [dynamodb, fauxqs, secretsManager] = await Promise.all(starting);
    return { endpoints: { dynamodb, sqs: SQS_ENDPOINT || fauxqs, s3: S3_ENDPOINT || fauxqs, secretsManager }, stop };
  } catch (error) {
    await Promise.allSettled(starting);
    await stop();
    throw error;
  }
}

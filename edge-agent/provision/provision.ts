import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { iot, iotidentity, mqtt } from 'aws-iot-device-sdk-v2';
import * as v from 'valibot';
import type { Claim } from './claim.ts';

export interface Provisioned {
  /** The thing's name, which is the site's. */
  readonly thing: string;
  /** Where `device.pem`, `device.key` and `thing.json` are, for their owner alone. */
  readonly folder: string;
  /** False when it was done before. */
  readonly isNew: boolean;
}

const thingShape = v.object({ thing: v.pipe(v.string(), v.minLength(1)), certificateId: v.string() });
const pendingShape = v.object({ certificateId: v.string(), token: v.string() });
type Pending = v.InferOutput<typeof pendingShape>;

const TIMEOUT_S = 20;

/**
 * Makes this machine a thing of the fleet by its claim: a key and a certificate of its own, then the registration that gives it a name and its
 * policy. Safe to do again: what was finished stays, and what was begun is finished with the same certificate. Rejects with the cloud's reason.
 */
export async function provisionBy(claim: Claim): Promise<Provisioned> {
  mkdirSync(claim.out, { recursive: true, mode: 0o700 });
  const done = readIfThere(join(claim.out, 'thing.json'), thingShape);
  if (done !== undefined) return { thing: done.thing, folder: claim.out, isNew: false };
  const connection = connectionBy(claim);
  await connection.connect();
  try {
    const client = iotidentity.IotIdentityClientv2.newFromMqtt311(connection, {
      maxRequestResponseSubscriptions: 4,
      maxStreamingSubscriptions: 1,
      operationTimeoutInSeconds: TIMEOUT_S,
    });
    try {
      const thing = await register(client, claim);
      return { thing, folder: claim.out, isNew: true };
    } finally {
      client.close();
    }
  } finally {
    await connection.disconnect();
  }
}

async function register(client: iotidentity.IotIdentityClientv2, claim: Claim): Promise<string> {
  const path = (name: string) => join(claim.out, name);
  const before = readIfThere(path('pending.json'), pendingShape);
  const pending = before ?? (await createKeys(client, path));
  const answer = await client
    .registerThing({
      templateName: claim.template,
      certificateOwnershipToken: pending.token,
      parameters: { SerialNumber: claim.serial },
    })
    .catch((error: unknown) => {
      // The token lives for an hour: whoever comes later begins again with a new certificate.
      if (before !== undefined) rmSync(path('pending.json'), { force: true });
      throw new Error(`the fleet did not take serial ${claim.serial}: ${reasonOf(error)}`, { cause: error });
    });
  const thing = answer.thingName;
  // What was begun stays: whoever comes again within the hour is registered with the same certificate.
  if (!thing) throw new Error(`the fleet took serial ${claim.serial} and gave it no name: look at its template`);
  writePrivately(
    path('thing.json'),
    `${JSON.stringify({ thing, certificateId: pending.certificateId }, undefined, 2)}\n`,
  );
  rmSync(path('pending.json'), { force: true });
  return thing;
}

async function createKeys(client: iotidentity.IotIdentityClientv2, path: (name: string) => string): Promise<Pending> {
  const made = await client.createKeysAndCertificate({}).catch((error: unknown) => {
    throw new Error(`the fleet gave no certificate: ${reasonOf(error)}`, { cause: error });
  });
  const { certificatePem, privateKey, certificateId, certificateOwnershipToken } = made;
  if (!certificatePem || !privateKey || !certificateId || !certificateOwnershipToken)
    throw new Error('the fleet gave no whole certificate');
  const pending = { certificateId, token: certificateOwnershipToken };
  // The key first: it is told once and never again. What says that there is something to go on with comes last.
  writePrivately(path('device.key'), privateKey);
  writePrivately(path('device.pem'), certificatePem);
  writePrivately(path('pending.json'), JSON.stringify(pending));
  return pending;
}

function connectionBy(claim: Claim): mqtt.MqttClientConnection {
  const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(claim.certificate, claim.key)
    .with_certificate_authority_from_path(undefined, claim.ca)
    .with_endpoint(claim.host)
    .with_port(claim.port)
    .with_client_id(`claim-${claim.serial}`)
    .with_clean_session(true)
    .with_protocol_operation_timeout_ms(TIMEOUT_S * 1000)
    .build();
  const connection = new mqtt.MqttClient().new_connection(config);
  // Unheard, an 'error' would end the process; the failure also reaches who waits for the answer.
  connection.on('error', () => undefined);
  return connection;
}

const modelled = v.object({
  modeledError: v.object({ errorCode: v.optional(v.string()), errorMessage: v.optional(v.string()) }),
});

/** What the service gave as its reason, where it answered at all. */
function reasonOf(error: unknown): string {
  const told = v.safeParse(modelled, error);
  if (told.success) return told.output.modeledError.errorMessage ?? told.output.modeledError.errorCode ?? 'refused';
  return error instanceof Error ? error.message : String(error);
}

function readIfThere<Shape extends v.GenericSchema>(path: string, shape: Shape): v.InferOutput<Shape> | undefined {
  if (!existsSync(path)) return undefined;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), readFileSync(path, 'utf8'));
  return parsed.success ? parsed.output : undefined;
}

/** Whole or not at all, and for its owner alone. */
function writePrivately(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

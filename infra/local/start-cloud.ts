import { type HostedAssembly, type HostOptions, hostAssembly } from './host-assembly.ts';
import { admitThem } from './identity/admit-them.ts';
import type { Wanted } from './identity/credentials.ts';
import { identity } from './identity/identity.ts';
import type { ThingFiles } from './iot/certificates.ts';
import { iotCore } from './iot/iot-core.ts';

export interface CloudOptions extends HostOptions, Wanted {
  /** Port of the broker on 127.0.0.1; 0 takes a free one. */
  readonly mqttPort: number;
}

/** The cloud on this machine: everything the template says, with its broker and its identities. */
export interface Cloud extends HostedAssembly {
  readonly mqttPort: number;
  /** Certificate, key and certificate authority of a site, as paths of PEM files. */
  registerThing(name: string, tenant: string): Promise<ThingFiles>;
  /** What a machine shows that becomes a site's thing by itself. */
  claim(): Promise<ThingFiles>;
}

/**
 * Brings the cloud up from a synthesized assembly. The variables `DYNAMODB_ENDPOINT`, `SQS_ENDPOINT` and `S3_ENDPOINT` of the process put other
 * implementations in the place of the parts, unless `environment` says otherwise.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const iot = iotCore({ data: options.data, mqttPort: options.mqttPort });
  const { clients, users } = options;
  const people = identity({ clients, users });
  const hosted = await hostAssembly({
    environment: process.env,
    ...options,
    resources: { ...iot.providers, ...people.providers, ...options.resources },
  });
  try {
    await admitThem(hosted, people.credentials(), { clients, users });
    return { ...hosted, mqttPort: iot.mqttPort(), registerThing: iot.registerThing, claim: iot.claim };
  } catch (error) {
    // A template without a topic rule or policy has no broker, and then no site can be registered.
    await hosted.close();
    throw error;
  }
}

import { GreengrassLink } from './greengrass.ts';
import { Ipc, isUnderNucleus } from './ipc.ts';
import type { Link } from './link.ts';
import { type MqttAddress, MqttLink } from './mqtt.ts';

interface Needs {
  /** Where the broker is; wanted where there is no nucleus. */
  readonly mqtt?: MqttAddress | undefined;
  /** The process's environment, in which a nucleus tells its components where it is. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
  /** The connection to the nucleus where it is open already; it is not closed with the link. */
  readonly ipc?: Ipc;
}

/** The way to the cloud: through the nucleus that started us, or else to the broker itself. Throws when there is neither. */
export function openLink({ mqtt, env, log, ipc }: Needs): Link {
  const link = ipc !== undefined || isUnderNucleus(env) ? throughNucleus(ipc, log) : direct(mqtt);
  log('link', { via: link.via, ...(link.via === 'mqtt' && mqtt && { host: mqtt.host, port: mqtt.port }) });
  return link;
}

function direct(mqtt: MqttAddress | undefined): Link {
  if (mqtt === undefined)
    throw new Error('mqtt: say how to reach the broker; only under a Greengrass nucleus it may be left out');
  return new MqttLink(mqtt);
}

function throughNucleus(given: Ipc | undefined, log: Needs['log']): Link {
  const ipc = given ?? new Ipc(log);
  const link = new GreengrassLink({ ipc, log, clock: () => performance.now() });
  if (given !== undefined) return link;
  const closeLink = link.close.bind(link);
  link.close = async () => {
    await closeLink();
    await ipc.close();
  };
  return link;
}

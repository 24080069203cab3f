import type { Connection, IotPolicy } from './iot-policy.ts';
import { filterFault, MAX_CLIENT_ID_BYTES, MAX_PAYLOAD_BYTES, topicFault } from './topic.ts';

/** What matters of a publish before anything is done with it. */
export interface Publish {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly retain: boolean;
}

/** Why a publish breaks a limit of AWS IoT Core, whoever sends it; undefined when it does not. */
export function publishFault({ topic, payload, qos }: Publish): string | undefined {
  if (payload.length > MAX_PAYLOAD_BYTES) return `the payload has more than ${MAX_PAYLOAD_BYTES} bytes`;
  if (qos > 1) return 'QoS 2 is not spoken by AWS IoT Core';
  // The broker's own topics; AWS IoT Core has none of these.
  if (topic.startsWith('$SYS')) return 'topics below $SYS are reserved';
  return topicFault(topic);
}

/** The rules of entry: each answers why not, or undefined. A name is checked before the policy, which cannot know the certificate. */
export interface Gate {
  connect(connection: Connection): string | undefined;
  publish(connection: Connection, message: Publish): string | undefined;
  subscribe(connection: Connection, filter: string, qos: number): string | undefined;
  receive(connection: Connection, topic: string): string | undefined;
}

/** Stands a policy at the gate. */
export function gate(policy: IotPolicy): Gate {
  const forbidden = (connection: Connection, action: Parameters<IotPolicy>[1], name: string) =>
    policy(connection, action, name) ? undefined : `no policy allows iot:${action} on ${name}`;
  return {
    connect(connection) {
      const { clientId, thingName } = connection;
      if (Buffer.byteLength(clientId) > MAX_CLIENT_ID_BYTES)
        return `the client id has more than ${MAX_CLIENT_ID_BYTES} bytes`;
      if (!clientId.startsWith(thingName))
        return `client id ${clientId} does not begin with the thing's name, ${thingName}`;
      return forbidden(connection, 'Connect', clientId);
    },
    publish: (connection, message) =>
      publishFault(message) ??
      forbidden(connection, 'Publish', message.topic) ??
      (message.retain ? forbidden(connection, 'RetainPublish', message.topic) : undefined),
    subscribe(connection, filter, qos) {
      if (qos > 1) return 'QoS 2 is not spoken by AWS IoT Core';
      if (filter.startsWith('$SYS')) return 'topics below $SYS are reserved';
      return filterFault(filter) ?? forbidden(connection, 'Subscribe', filter);
    },
    receive: (connection, topic) => forbidden(connection, 'Receive', topic),
  };
}

import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';

export type PublishToTopic = (topic: string, message: object) => Promise<void>;

/** Publishes to a site at QoS 1: the broker keeps it for a session that is away for a while, and may double it. */
export function topic(client = new IoTDataPlaneClient()): PublishToTopic {
  return async (name, message) => {
    await client.send(new PublishCommand({ topic: name, qos: 1, payload: Buffer.from(JSON.stringify(message)) }));
  };
}

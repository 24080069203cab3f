import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import type { Acknowledgement } from '#shared/messages/cloud-to-agent.ts';
import { acknowledgementTopic, type LineAddress } from '#shared/messages/topics.ts';

export type AcknowledgeLine = (line: LineAddress, acknowledgement: Acknowledgement) => Promise<void>;

/** Tells a line what became of its messages. Telling it again is harmless: a line forgets a sequence once. */
export function acknowledgeLine(client = new IoTDataPlaneClient()): AcknowledgeLine {
  return async (line, acknowledgement) => {
    const payload = new TextEncoder().encode(JSON.stringify(acknowledgement));
    await client.send(new PublishCommand({ topic: acknowledgementTopic(line), qos: 1, payload }));
  };
}

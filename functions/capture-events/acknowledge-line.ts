import { type PublishToTopic, topic } from '#common/send/topic.ts';
import type { Acknowledgement } from '#shared/messages/cloud-to-agent.ts';
import { acknowledgementTopic, type LineAddress } from '#shared/messages/topics.ts';

export type AcknowledgeLine = (line: LineAddress, acknowledgement: Acknowledgement) => Promise<void>;

/** Tells a line what became of its messages. Telling it again is harmless: a line forgets a sequence once. */
export function acknowledgeLine(publish: PublishToTopic = topic()): AcknowledgeLine {
  return (line, acknowledgement) => publish(acknowledgementTopic(line), acknowledgement);
}

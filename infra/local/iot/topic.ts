/** Limits of AWS IoT Core that a topic, a filter and a payload keep to. */
export const MAX_TOPIC_BYTES = 256;
export const MAX_TOPIC_SLASHES = 7;
export const MAX_PAYLOAD_BYTES = 128 * 1024;
export const MAX_CLIENT_ID_BYTES = 128;

/** Why AWS IoT Core would not take a publish on `topic`; undefined when it would. */
export function topicFault(topic: string): string | undefined {
  if (/[+#\0]/.test(topic)) return 'a topic holds no wildcard and no NUL';
  return lengthFault(topic);
}

/** Why AWS IoT Core would not take a subscription to `filter`; undefined when it would. MQTT 3.1.1 §4.7.1. */
export function filterFault(filter: string): string | undefined {
  const levels = filter.split('/');
  if (levels.some((level) => level.length > 1 && /[+#]/.test(level))) return 'a wildcard stands alone in its level';
  if (levels.slice(0, -1).includes('#')) return '# stands in the last level only';
  return lengthFault(filter);
}

function lengthFault(topic: string): string | undefined {
  if (topic === '') return 'a topic is not empty';
  if (Buffer.byteLength(topic) > MAX_TOPIC_BYTES) return `a topic has at most ${MAX_TOPIC_BYTES} bytes`;
  if (topic.split('/').length - 1 > MAX_TOPIC_SLASHES) return `a topic has at most ${MAX_TOPIC_SLASHES} slashes`;
  return undefined;
}

/** True when the filter takes in the topic. MQTT 3.1.1 §4.7: `#` also takes the parent level, no leading wildcard takes `$…`. */
export function filterTakes(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
    if (index === levels.length - 1 && wanted[index + 1] === '#') return true;
  }
  return wanted.length === levels.length;
}

/** Statuses by which a repetition changes nothing. */
const final: readonly number[] = [400, 403, 405, 406, 409, 411, 413, 414, 415, 422];

/**
 * Whether a status refuses a message for good. 409 to one that may have come before is what a server says while it still works on the first
 * (draft-ietf-httpapi-idempotency-key-header §2.6): another content under the same key would be 422.
 */
export const isFinal = (status: number, isRepeated = false): boolean =>
  final.includes(status) && !(status === 409 && isRepeated);

/**
 * Why a document, or an object of it, is rejected. The operator's own numbers are not published: these are the sandbox's words.
 */
export const codes = {
  SCHEMA: 'the document does not follow the schema',
  NOT_TAKEN: 'no document that is taken here',
  NOT_YOUR_SUBJECT: 'the subject is none of the sender',
  UNKNOWN_COUNTERPARTY: 'the counterparty is not registered',
  NOT_TRUSTED: 'the counterparty is not on the list of trusted ones',
  SAME_PARTY: 'sender and receiver are the same',
  NOT_OWN_PLACE: 'goods move between places of one subject only',
  FUTURE_DATE: 'operation_date lies in the future',
  UNKNOWN_GTIN: 'the product is not registered',
  GTIN_CHECK_DIGIT: 'the check digit of the GTIN is wrong',
  SSCC_CHECK_DIGIT: 'the check digit of the SSCC is wrong',
  OTHER_GTIN: 'the code is of another GTIN than the document',
  UNKNOWN_SGTIN: 'no such code was emitted or packed',
  DUPLICATE_SGTIN: 'the code was emitted before',
  ALREADY_PACKED: 'the code is on a pack already',
  DROPPED: 'the code was written off',
  UNKNOWN_SSCC: 'no such container is packed',
  EMPTY_SSCC: 'the container is empty',
  SSCC_IN_USE: 'the container is packed already',
  INSIDE_CONTAINER: 'it is inside a container, which has to be named, or left first',
  WRONG_STATE: 'its state does not allow that',
  NOT_HELD: 'it is not held by that subject',
  EXPIRED: 'it is past its expiration date',
  CONTENT_NOT_COVERED: 'sscc_detail does not cover what is inside',
  AMOUNT: 'a value is below zero, or its VAT above it',
  UNKNOWN_DOCUMENT: 'no such document of the sender was accepted',
  OTHER_DOCUMENT: 'recall_action_id is not that of the document',
  ALREADY_RECALLED: 'the document was recalled before',
  MOVED_ON: 'another document has touched it since',
} as const;
export type Code = keyof typeof codes;

export interface Rejection {
  readonly code: Code;
  readonly detail: string;
  /** SGTIN or SSCC; absent: the whole document. */
  readonly object?: string | undefined;
}

export const reject = (code: Code, object?: string, more?: string): Rejection => ({
  code,
  detail: more === undefined ? codes[code] : `${codes[code]}: ${more}`,
  object,
});

import * as v from 'valibot';

const tenant = v.pipe(v.string(), v.minLength(1));

/**
 * A line's message as the topic rule wraps it: in base64 whatever the line sent, which may be compressed. Queues of before the rule did so hold
 * the message itself.
 */
export const wrappedLineMessage = v.union([
  v.object({ tenant, site: v.string(), line: v.string(), body: v.string() }),
  v.object({ tenant, site: v.string(), line: v.string(), message: v.unknown() }),
]);
export type WrappedLineMessage = v.InferOutput<typeof wrappedLineMessage>;

/** On the capture queue: a line's message, the key of a capture job made over HTTP, or that of a recall's run. */
export const captureQueueMessage = v.union([
  ...wrappedLineMessage.options,
  v.object({ tenant, captureId: v.string() }),
  v.object({ tenant, recallId: v.string(), act: v.picklist(['recall', 'lift']) }),
]);
export type CaptureQueueMessage = v.InferOutput<typeof captureQueueMessage>;

/** On the judge queue: the key of a capture job whose document is to be judged before anything of it is stored. */
export const judgeQueueMessage = v.object({ tenant, captureId: v.string() });
export type JudgeQueueMessage = v.InferOutput<typeof judgeQueueMessage>;

/** On the plan queue: what may make deliveries due. */
export const planQueueMessage = v.union([
  v.object({ tenant, captureId: v.string() }),
  v.object({ tenant, release: v.object({ gtin: v.string(), lot: v.string() }) }),
  v.object({ tenant, recallId: v.string() }),
  v.object({ tenant, eventId: v.string() }),
]);
export type PlanQueueMessage = v.InferOutput<typeof planQueueMessage>;

/** On the regulator and partner queues: the key of a delivery row. */
export const deliveryQueueMessage = v.object({ tenant, deliveryId: v.string() });
export type DeliveryQueueMessage = v.InferOutput<typeof deliveryQueueMessage>;

/** On the partner queue: the key of a delivery row, or the partner to whom all that is parked is sent again. */
export const partnerMessage = v.union([deliveryQueueMessage, v.object({ tenant, resendTo: v.string() })]);
export type PartnerMessage = v.InferOutput<typeof partnerMessage>;

/** On the subscription queue: the key of a subscription's run. */
export const subscriptionQueueMessage = v.object({ tenant, subscriptionId: v.string() });
export type SubscriptionQueueMessage = v.InferOutput<typeof subscriptionQueueMessage>;

/** On the serial-file queue: the key of a file of serials that is to be written. */
export const serialFileMessage = v.object({ tenant, requestId: v.string(), file: v.string() });
export type SerialFileMessage = v.InferOutput<typeof serialFileMessage>;

/** On the refill queue: the key of a refill of a pool. */
export const refillMessage = v.object({ tenant, refillId: v.string() });
export type RefillMessage = v.InferOutput<typeof refillMessage>;

/** On the import queue: the key of a list of codes on its way into a pool. */
export const importQueueMessage = v.object({ tenant, pool: v.string(), importId: v.string() });
export type ImportQueueMessage = v.InferOutput<typeof importQueueMessage>;

/** On the nmvs queue: the key of a transaction with an NMVS, or the country whose alerts are to be fetched. */
export const nmvsMessage = v.union([
  v.object({ tenant, transaction: v.string() }),
  v.object({ tenant, country: v.string() }),
]);
export type NmvsMessage = v.InferOutput<typeof nmvsMessage>;

/** On the vrs queue: the key of a verification that is to be asked for, or the wish to fetch the directory. */
export const vrsMessage = v.union([
  v.object({ tenant, verification: v.string() }),
  v.object({ tenant, directory: v.literal(true) }),
]);
export type VrsMessage = v.InferOutput<typeof vrsMessage>;

/** On the dscsa queue: the key of a case that has something to send, to gather or to call people for. */
export const dscsaMessage = v.object({ tenant, case: v.string() });
export type DscsaMessage = v.InferOutput<typeof dscsaMessage>;

/** On the desk queue: the key of a case between companies that has something to tell or to look at, or the recall whose holders are counted. */
export const deskQueueMessage = v.union([
  v.object({ tenant, case: v.string() }),
  v.object({ tenant, holdersOf: v.string() }),
]);
export type DeskQueueMessage = v.InferOutput<typeof deskQueueMessage>;

/** On the notice queue: the key of a notice that is to be read or followed, or the market whose regulator is to be asked for new ones. */
export const noticeMessage = v.union([
  v.object({ tenant, notice: v.string() }),
  v.object({ tenant, market: v.string() }),
]);
export type NoticeMessage = v.InferOutput<typeof noticeMessage>;

/** On the inbound queue: the key of a document that a partner sent. */
export const inboundMessage = v.object({ tenant, inbound: v.string() });
export type InboundMessage = v.InferOutput<typeof inboundMessage>;

/** On the announcement queue: the wish to give what happened its place, or the key of a listener that has something to be told. */
export const announcementMessage = v.union([
  v.object({ tenant, order: v.literal(true) }),
  v.object({ tenant, listener: v.string() }),
]);
export type AnnouncementMessage = v.InferOutput<typeof announcementMessage>;

/** On the sftp-fetch queue: the key of a partner's server that is to be looked at. */
export const sftpFetchMessage = v.object({ tenant, partner: v.string() });
export type SftpFetchMessage = v.InferOutput<typeof sftpFetchMessage>;

/** On the as2 queue: the key of a delivery row, or of a receipt that we owe. */
export const as2Message = v.union([deliveryQueueMessage, v.object({ tenant, receipt: v.string() })]);
export type As2Message = v.InferOutput<typeof as2Message>;

/** The queues a row may ask to be woken through. */
export type WorkQueue =
  | 'capture'
  | 'plan'
  | 'regulator'
  | 'partner'
  | 'subscription'
  | 'serial-file'
  | 'refill'
  | 'nmvs'
  | 'vrs'
  | 'notice'
  | 'dscsa'
  | 'announcement'
  | 'desk'
  | 'inbound'
  | 'sftp-fetch'
  | 'as2'
  | 'import';

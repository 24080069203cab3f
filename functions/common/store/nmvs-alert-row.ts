import * as v from 'valibot';
import { nmvsAlert } from '#shared/messages/nmvs-alerts.ts';

export const storedAlert = v.object({
  ...nmvsAlert.entries,
  /** Of one that could not be read: the object with the bytes of its page. */
  pageKey: v.exactOptional(v.string()),
});

/** An alert about a pack of ours, why it was probably raised, and what people did about it. A quality record: it is kept. */
export type AlertRow = v.InferOutput<typeof storedAlert>;

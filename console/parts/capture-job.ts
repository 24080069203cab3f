import * as v from 'valibot';

/** A capture job, with what we tell beside the standard. */
export const jobShape = v.looseObject({
  captureID: v.string(),
  running: v.boolean(),
  success: v.boolean(),
  createdAt: v.optional(v.string()),
  finishedAt: v.optional(v.string()),
  captureErrorBehaviour: v.string(),
  'seriate:by': v.optional(v.string()),
  'seriate:sender': v.optional(v.string()),
  'seriate:receiver': v.optional(v.string()),
  'seriate:instanceIdentifier': v.optional(v.string()),
  'seriate:eventsStored': v.optional(v.number(), 0),
  'seriate:errors': v.optional(v.number(), 0),
});
export const jobsShape = v.array(jobShape);
export type CaptureJob = v.InferOutput<typeof jobShape>;

export const jobPath = (captureID: string): string => `/epcis/capture/${encodeURIComponent(captureID)}`;

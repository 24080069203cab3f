import * as v from 'valibot';

/** The machine that a site was announced for last. */
export const siteMachine = v.object({
  site: v.string(),
  /** As the machine says it of itself. */
  serial: v.string(),
  /** `none`: its agent runs without Greengrass. */
  runtime: v.picklist(['nucleus', 'lite', 'none']),
  announcedAt: v.string(),
  /** Until when it may join, where it has not. */
  notAfter: v.string(),
  joinedAt: v.optional(v.string()),
});
export type SiteMachine = v.InferOutput<typeof siteMachine>;

/** A site of a tenant: what is known of its machine, and what was heard of its lines. */
export const siteView = v.object({
  site: v.string(),
  /** Absent of a site that nobody announced, such as one of a demonstration. */
  machine: v.optional(v.omit(siteMachine, ['site'])),
  /** Lines that have told how they stand. */
  lines: v.number(),
  /** Lines among them with alarms that nobody has acknowledged. */
  alarmed: v.number(),
  /** When a line of it was heard last. */
  heardAt: v.optional(v.string()),
});
export type SiteView = v.InferOutput<typeof siteView>;
export const sitePage = v.object({ sites: v.array(siteView), nextPageToken: v.optional(v.string()) });

import * as v from 'valibot';
import { linkOf } from './link-of.ts';

/** What happened, as it is kept. Written by a version of the product that may be later than its reader's. */
export const announcement = v.object({
  id: v.string(),
  kind: v.string(),
  version: v.number(),
  subject: v.string(),
  at: v.string(),
  data: v.record(v.string(), v.unknown()),
});
export type Announcement = v.InferOutput<typeof announcement>;

/** One in its place among all of its tenant. */
export interface Placed extends Announcement {
  readonly place: string;
}

/** As integrators see it, by webhook and by polling alike: `type`, `timestamp` and `data` as Standard Webhooks has them. */
export const announcementView = v.object({
  /** The same however often it is told; `webhook-id` says it as well. */
  id: v.string(),
  type: v.string(),
  /** Of the shape of `data`. */
  version: v.number(),
  /** When it happened: ISO 8601 in UTC. */
  timestamp: v.string(),
  subject: v.string(),
  data: v.record(v.string(), v.unknown()),
  links: v.object({ self: v.optional(v.string()) }),
  /** Place in the order; to be given as `after`. */
  cursor: v.string(),
  /** It is told once more because somebody asked for that. */
  replayed: v.optional(v.boolean()),
});
export type AnnouncementView = v.InferOutput<typeof announcementView>;

export function tellAnnouncement(placed: Placed, replayed = false): AnnouncementView {
  const { id, kind, version, at, subject, data, place } = placed;
  const self = linkOf(data);
  const links = self === undefined ? {} : { self };
  const more = replayed ? { replayed } : {};
  return { id, type: kind, version, timestamp: at, subject, data, links, cursor: place, ...more };
}

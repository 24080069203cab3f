import type { Endpoint } from '#common/http.ts';
import { announcementQueries } from '#common/queries/announcements.ts';
import { badQuery, readQuery } from '#common/query-parameters.ts';
import { tellAnnouncement } from '#shared/announcements/announcement.ts';
import { isToCome, PLACE, placeBefore } from '#shared/announcements/place.ts';
import { isPattern, isWanted, neverSaid } from '#shared/announcements/wanted.ts';
import type { Needs } from './needs.ts';
import { wakeOrSweep } from './wake-or-sweep.ts';

/** Batches that are put in order while a poller waits: a second or two. */
const MOST_BATCHES = 20;

/**
 * What happened, behind a cursor, in order: nothing that comes later ever gets a place before it. What waits for its place gets it first, so a poller sees what
 * was done a moment ago. Without a cursor or time it begins with the oldest that is kept.
 */
export const listAnnouncements =
  ({ announcements, wake, now }: Pick<Needs, 'announcements' | 'wake' | 'now'>): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const asked = readQuery(announcementQueries['GET /api/announcements'], request);
    const { after, from, kinds: named, limit, ...about } = asked;
    const at = now();
    const place = placeOf(after, from);
    if (from !== undefined && isToCome(new Date(from), at))
      throw badQuery('from', 'is to come', 'give a time that has passed: what happens until then would be missed');
    const filter = Object.fromEntries(
      Object.entries(about).flatMap(([member, value]) => (value === undefined ? [] : [[member, [value]]])),
    );
    const wanted = { kinds: kindsOf(named), filter };
    const [member] = neverSaid(wanted.kinds, filter);
    if (member !== undefined)
      throw badQuery(member, 'is said by none of the kinds', 'GET /api/announcement-kinds tells what each says');
    const { ordered, more: wait } = await announcements.order(tenant, at, MOST_BATCHES);
    if (ordered > 0 || wait) await wakeOrSweep({ wake }, { tenant, order: true });
    const { announcements: found, upTo, more } = await announcements.after(tenant, place, limit, at);
    const told = found.filter((one) => isWanted(wanted, one)).map((one) => tellAnnouncement(one));
    return { status: 200, body: { announcements: told, next: upTo, more: more || wait } };
  };

function placeOf(after: string | undefined, from: string | undefined): string {
  if (after === undefined) return placeBefore(new Date(from ?? 0));
  if (from !== undefined) throw badQuery('from', 'stands beside after', 'leave one of them out');
  if (!PLACE.test(after)) throw badQuery('after', 'is no cursor', 'give `next` of an answer, or `cursor` of a message');
  return after;
}

function kindsOf(named: string | undefined): readonly string[] {
  const patterns = named?.split(',') ?? ['*'];
  const strange = patterns.find((one) => !isPattern(one));
  if (strange === undefined) return patterns;
  throw badQuery('kinds', `has ${strange.slice(0, 50)}, which is none`, 'GET /api/announcement-kinds lists them');
}

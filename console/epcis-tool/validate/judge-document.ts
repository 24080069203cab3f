import type { Message } from '#shared/epcis/message.ts';
import { documentValidator } from '#shared/epcis/validation/document-validator.ts';
import type { Finding, Profile, Tier } from '#shared/epcis/validation/finding.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Input } from '../input/input.ts';
import { messageIn } from '../input/message-in.ts';
import { type Reading, readInput } from '../input/read-input.ts';
import { problemOf } from '../problems/problem.ts';
import type { ProblemList } from '../problems/problem-list.ts';
import { eventPlaces, type Place } from './event-places.ts';

export interface Judging extends Omit<Reading, 'order'> {
  readonly tiers: ReadonlySet<Tier>;
  readonly profile?: Profile;
}

/**
 * Puts all that is wrong with a document into the list, in the order in which it is found. What cannot be read is told
 * whatever tiers are asked for, because nothing else can be said of it. Answers how many events there were, whether
 * their places are JSON pointers, and the query or capture job that the document is if it holds no events: a sound one,
 * since what is wrong with one is in the list.
 */
export async function judgeDocument(
  input: Input,
  list: ProblemList,
  judging: Judging,
): Promise<{ events: number; isJson: boolean; message?: Message }> {
  const { tiers, profile, ...reading } = judging;
  const validator = documentValidator({ tiers, ...(profile === undefined ? {} : { profile }) });
  const places = eventPlaces();
  let events = 0;
  const add = (found: Finding, place: Place, event?: number) => {
    const { rule, message, severity, tier, remedy } = found;
    list.add({
      ...(event === undefined ? {} : { event }),
      ...place,
      rule,
      message,
      severity,
      tier,
      ...(remedy === undefined ? {} : { remedy }),
    });
  };
  const { head, about } = await readInput(
    input,
    {
      event: (event, index, at) => {
        events++;
        places.note(index, at);
        for (const one of validator.event(event, index)) add(one, places.inside(index, one.path), index);
      },
      refused: (refusals, index) => {
        events++;
        for (const refusal of refusals) list.add(problemOf(refusal, index));
      },
    },
    { ...reading, order: tiers.has('shape') ? 'published' : 'any' },
  );
  const judged = { events, isJson: about.syntax === 'json' };
  if (isRefusal(head)) {
    const message = await messageIn(input, head);
    if (message !== undefined) return { ...judged, message };
    list.add(problemOf(head));
    return judged;
  }
  const late = [...validator.head(head), ...validator.end()];
  for (const one of late)
    add(
      one,
      one.event === undefined ? places.inHead(one.path, !judged.isJson, head.form) : places.inside(one.event, one.path),
      one.event,
    );
  return judged;
}

import { type Ordered, orderedEvents } from './effective-events.ts';
import { type Mention, mentionsOf, type Role } from './mentions.ts';
import { type Packing, packingOf } from './packing.ts';
import type { StoredEvent } from './stored-event.ts';

/** An event in order, with the things it names. */
export interface Happening extends Ordered {
  readonly mentions: readonly Mention[];
  /** What each of them is in it. */
  readonly roles: ReadonlyMap<string, readonly Role[]>;
}

/** Events made ready for folding: in order, each once, found by what they name. EPCs are in canonical spelling. */
export interface Timeline extends Packing {
  readonly happenings: readonly Happening[];
  /** Places in `happenings` of the events that name an EPC, in order, those declared errors among them. */
  readonly naming: ReadonlyMap<string, readonly number[]>;
}

/** Order and repetition of `events` do not matter. */
export function timelineOf(events: readonly StoredEvent[]): Timeline {
  const happenings = orderedEvents(events).map((one) => {
    const mentions = mentionsOf(one.stored.event);
    return { ...one, mentions, roles: rolesIn(mentions) };
  });
  const naming = new Map<string, number[]>();
  for (const [i, { roles }] of happenings.entries())
    for (const epc of roles.keys()) {
      const places = naming.get(epc);
      if (places === undefined) naming.set(epc, [i]);
      else places.push(i);
    }
  return { happenings, naming, ...packingOf(happenings) };
}

/** The events that name an EPC and count, in order. */
export function happeningsTo({ happenings, naming }: Timeline, epc: string): Happening[] {
  return (naming.get(epc) ?? []).flatMap((i) => {
    const one = happenings[i];
    return one === undefined || one.declarations.length > 0 ? [] : [one];
  });
}

/** What an EPC is in an event. */
export const rolesOf = ({ roles }: Pick<Happening, 'roles'>, epc: string): readonly Role[] => roles.get(epc) ?? [];

function rolesIn(mentions: readonly Mention[]): Map<string, Role[]> {
  const roles = new Map<string, Role[]>();
  for (const { epc, role } of mentions) {
    const known = roles.get(epc);
    if (known === undefined) roles.set(epc, [role]);
    else known.push(role);
  }
  return roles;
}

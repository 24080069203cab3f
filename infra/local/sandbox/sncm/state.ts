import { codes, SncmProblem } from './problem.ts';
import type { Event } from './read-message.ts';

/** An event that was taken, as packs remember it. */
interface Taken {
  readonly evtId: string;
  readonly kind: Event['kind'] | 'loaded';
  readonly declarant: string;
  /** Who has the packs after it. */
  readonly holder: string;
  readonly packs: readonly string[];
}

interface KnownPack {
  readonly lot: string;
  readonly expiry: string;
  /** What happened to it, oldest first. What was taken back is not among it. */
  readonly trail: Taken[];
}

export type SncmState = ReturnType<typeof newState>;

/** Packs and events of every declarant. An event is taken as a whole, or not at all. */
export function newState() {
  const packs = new Map<string, KnownPack>();
  const events = new Map<string, Taken>();

  const lastOf = (key: string) => packs.get(key)?.trail.at(-1);

  const judge = (event: Event, declarant: string): void => {
    for (const { key, lot } of event.packs) {
      const last = lastOf(key);
      if (event.kind === 'activ') {
        if (last !== undefined) throw new SncmProblem(codes.active, `${key} is active already`);
        continue;
      }
      if (last === undefined || packs.get(key)?.lot !== lot)
        throw new SncmProblem(codes.unknownPack, `${key} of lot ${lot} is not known`);
      if (last.kind === 'final') throw new SncmProblem(codes.ended, `${key} has left the chain`);
      const isOnItsWay = last.kind === 'shpt' || last.kind === 'loaded';
      if (last.holder !== declarant || isOnItsWay !== (event.kind === 'rec'))
        throw new SncmProblem(codes.elsewhere, `${key} is not at ${declarant}`);
    }
  };

  const judgeRevocation = ({ revokes }: Event, declarant: string): void => {
    for (const evtId of revokes) {
      const taken = events.get(evtId);
      if (taken === undefined) throw new SncmProblem(codes.unknownEvent, `there is no event ${evtId}`);
      if (taken.declarant !== declarant) throw new SncmProblem(codes.foreignEvent, `${evtId} is another’s event`);
      const later = taken.packs.find((key) => lastOf(key)?.evtId !== evtId);
      if (later !== undefined) throw new SncmProblem(codes.laterEvents, `${later} has later events than ${evtId}`);
    }
  };

  const note = (taken: Taken, named: Event['packs']): void => {
    events.set(taken.evtId, taken);
    for (const { key, lot, expiry } of named) {
      const pack = packs.get(key) ?? { lot, expiry, trail: [] };
      pack.trail.push(taken);
      packs.set(key, pack);
    }
  };

  const revoke = (evtId: string): void => {
    for (const key of events.get(evtId)?.packs ?? []) {
      const { trail = [] } = packs.get(key) ?? {};
      trail.pop();
      if (trail.length === 0) packs.delete(key);
    }
    events.delete(evtId);
  };

  return {
    /** Takes an event under an id. @throws SncmProblem when it is refused, and then nothing is changed */
    take: (event: Event, declarant: string, evtId: string): void => {
      if (event.kind === 'evtRvctn') judgeRevocation(event, declarant);
      else judge(event, declarant);
      for (const one of event.revokes) revoke(one);
      const holder = event.kind === 'shpt' ? (event.partner ?? '') : declarant;
      const keys = event.packs.map(({ key }) => key);
      note({ evtId, kind: event.kind, declarant, holder, packs: keys }, event.packs);
    },
    /** Packs that somebody else shipped to a declarant. */
    load: (named: Event['packs'], holder: string, evtId: string): void =>
      note({ evtId, kind: 'loaded', declarant: '', holder, packs: named.map(({ key }) => key) }, named),
    /** Where a pack is and what happened to it last. */
    pack: (gtin: string, serial: string) => {
      const last = lastOf(`${gtin}|${serial}`);
      return last && { last: last.kind, holder: last.holder };
    },
    count: () => packs.size,
  };
}

import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { compareAdvice } from '#shared/warehouse/compare-advice.ts';
import type { Stored } from '../../store/inventory.ts';
import { Suspects } from '../../store/suspects.ts';
import { actAsked } from './apply.ts';
import { enter } from './enter.ts';
import { codesOf, find, placed } from './find-thing.ts';
import { type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import type { Learned } from './learn.ts';
import { markRecalled } from './mark-recalled.ts';
import { openReceipt } from './open-order.ts';

export interface Receiving extends Said {
  readonly receipt: string;
  readonly scans: readonly string[];
  /** Those among them that came damaged. */
  readonly damaged?: readonly string[] | undefined;
  /** Nothing more comes: what was announced and did not come is missing. */
  readonly last?: boolean | undefined;
}

/** What came, in canonical EPCs. */
export interface Received {
  readonly arrived: readonly string[];
  readonly surplus: readonly string[];
  readonly damaged: readonly string[];
  readonly unverified: readonly string[];
  /** Perhaps falsified: their codes say something else than the repository knows. They are in quarantine. */
  readonly suspected: readonly string[];
  /** Recalled, or with something in them that is. */
  readonly recalled: readonly string[];
  /** Announced, and not come so far. */
  readonly missing: readonly string[];
}

const none: Received = {
  arrived: [],
  surplus: [],
  damaged: [],
  unverified: [],
  suspected: [],
  recalled: [],
  missing: [],
};

/** Takes in goods that were announced. What was not announced or came damaged goes into quarantine. */
export const receive = (needs: WarehouseNeeds, said: Receiving, by: By, learned: Learned): Received | Refusal =>
  actAsked(needs, 'receive', said, by, learned, (floor) => {
    const { order, body, result, advice, from } = openReceipt(floor, said.receipt);
    const codes = codesOf(said.scans);
    const damaged = new Set(codesOf(said.damaged ?? [], '/damaged').map(({ epc }) => epc));
    const before: Received = { ...none, ...Object(result) };
    const advised = body.advised?.map(canonicalEpc);
    const now = compareAdvice(
      advised,
      codes.map(({ epc }) => epc),
    );
    const all = [...before.arrived, ...before.surplus, ...codes.map(({ epc }) => epc)];
    const things = codes.map((code, i) => {
      const there = placed(i, () => find(floor, code));
      if (there !== undefined) forbid(known(there, `/scans/${i}`));
      const held = damaged.has(code.epc)
        ? 'damaged on arrival'
        : now.surplus.includes(code.epc)
          ? `not on despatch advice ${advice}`
          : undefined;
      return enter(floor, code, learned, held, `received with ${advice}`);
    });
    markRecalled(floor);
    tell(floor, { advice, from }, things, damaged);
    const suspects = new Suspects(needs.db);
    const unverified = things.filter(({ isVerified }) => !isVerified).map(({ epc }) => epc);
    const came: Received = {
      arrived: [...before.arrived, ...now.arrived],
      surplus: [...before.surplus, ...now.surplus],
      damaged: [...before.damaged, ...codes.map(({ epc }) => epc).filter((epc) => damaged.has(epc))],
      unverified: [...before.unverified, ...unverified],
      suspected: [
        ...before.suspected,
        ...things.map(({ epc }) => epc).filter((epc) => suspects.openOf(epc) !== undefined),
      ],
      recalled: [...before.recalled, ...things.map(({ epc }) => epc).filter((epc) => isRecalled(floor, epc))],
      missing: compareAdvice(advised, all).missing,
    };
    needs.warehouseOrders.note(order, said.last === true ? 'done' : 'open', came);
    return came;
  });

interface Sent {
  readonly advice: string;
  readonly from: string | undefined;
}

function tell(floor: Floor, { advice, from }: Sent, things: readonly Stored[], damaged: ReadonlySet<string>): void {
  const documents = [{ type: 'desadv', bizTransaction: advice }];
  const parties = from === undefined ? undefined : { from, to: floor.needs.settings.party };
  floor.observe(things, { step: 'receiving', disposition: 'in_progress', documents, parties });
  floor.observe(
    things.filter(({ epc }) => damaged.has(epc)),
    { step: 'inspecting', disposition: 'damaged' },
  );
  floor.observe(
    things.filter(({ epc, held }) => held !== undefined && !damaged.has(epc)),
    { step: 'holding', disposition: 'non_sellable_other' },
  );
}

/** Recalled itself, or with something in it that is. */
export const isRecalled = ({ needs }: Pick<Floor, 'needs'>, epc: string): boolean =>
  needs.inventory.within(epc).some((one) => one.isRecalled);

const known = ({ epc, state }: Stored, at: string) =>
  refuse('conflict', `${epc} is known here already: it is ${state}`, {
    at,
    rule: 'EPCIS 2.0 §7.4.2',
    remedy: state === 'shipped' ? 'Take it back as a return.' : 'It needs no receiving.',
  });

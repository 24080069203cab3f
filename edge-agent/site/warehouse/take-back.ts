import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { documentId } from '#shared/warehouse/document-id.ts';
import type { Stored } from '../../store/inventory.ts';
import { Suspects } from '../../store/suspects.ts';
import { actAsked } from './apply.ts';
import { enter } from './enter.ts';
import { codesOf, find, placed } from './find-thing.ts';
import { type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import { isProof } from './known-content.ts';
import type { Learned } from './learn.ts';
import { markRecalled } from './mark-recalled.ts';
import { isRecalled } from './receive.ts';
import { takeOut } from './take-out.ts';

export interface TakingBack extends Said {
  readonly scans: readonly string[];
  readonly reason: string;
  /** The return authorisation. */
  readonly rma?: string | undefined;
}

/**
 * suspected: its code says something else than the repository knows · shipped-by-us: it left here · genuine: the repository knows it, and it did not leave here · recalled, expired: whatever else it is · ended: it was
 * destroyed or taken out of use · unknown: nobody has ever told of it · not-asked: there was nobody to ask.
 */
export type Verified =
  | 'suspected'
  | 'shipped-by-us'
  | 'genuine'
  | 'recalled'
  | 'expired'
  | 'ended'
  | 'unknown'
  | 'not-asked';

/** Takes things back that were shipped. Each is verified (2011/62/EU, DSCSA §582(c)(4)(D)) and stays in quarantine until it is judged. */
export const takeBack = (
  needs: WarehouseNeeds,
  said: TakingBack,
  by: By,
  learned: Learned,
): { returned: { epc: string; verified: Verified }[]; recallsAsOf?: string } | Refusal =>
  actAsked(needs, 'take-back', said, by, learned, (floor) => {
    const { inventory, settings } = needs;
    const location = canonicalEpc(settings.bizLocation);
    const held = `returned: ${said.reason}`;
    const rma = said.rma === undefined ? undefined : authorisation(said.rma, settings.gln);
    const back = codesOf(said.scans).map((code, i) => {
      const there = placed(i, () => find(floor, code));
      if (there === undefined) {
        return { thing: enter(floor, code, learned, held, said.reason), wasShipped: false };
      }
      if (there.state !== 'shipped')
        forbid(
          refuse('conflict', `${there.epc} is ${there.state}`, {
            at: `/scans/${i}`,
            remedy: 'Only what has left comes back.',
          }),
        );
      const [free = there] = takeOut(floor, [there], said.reason);
      inventory.change(free, { state: 'here', held, location, order: null }, floor.because(said.reason));
      inventory.carry(free.epc, { state: 'here', location, order: null });
      return { thing: free, wasShipped: true };
    });
    // Only what stands here is marked, and these have come to stand here now.
    markRecalled(floor);
    const documents = rma === undefined ? [] : [{ type: 'rma', bizTransaction: rma }];
    floor.observe(
      back.map(({ thing }) => thing),
      { step: 'receiving', disposition: 'returned', documents },
      location,
    );
    return {
      returned: back.map(({ thing, wasShipped }) => ({
        epc: thing.epc,
        verified: standing(floor, thing, wasShipped, learned),
      })),
    };
  });

/** Whoever takes goods back has authorised it, so the authorisation is a document of our own. */
function authorisation(said: string, gln: string): string {
  const id = documentId(said, gln);
  return isRefusal(id) ? forbid({ ...id, at: '/rma' }) : id;
}

function standing(floor: Floor, thing: Stored, wasShipped: boolean, { looked }: Learned): Verified {
  const said = looked.get(thing.epc);
  if (new Suspects(floor.needs.db).openOf(thing.epc) !== undefined) return 'suspected';
  if (isRecalled(floor, thing.epc)) return 'recalled';
  if (thing.expiry !== undefined && thing.expiry < floor.day) return 'expired';
  if (wasShipped) return 'shipped-by-us';
  if (said === undefined) return 'not-asked';
  if (isProof(said)) return 'genuine';
  return said.isKnown ? 'ended' : 'unknown';
}

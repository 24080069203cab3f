import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Fresh, Stored } from '../../store/inventory.ts';
import type { Floor } from './floor.ts';
import { content, enterInside, isProof, kindOf } from './known-content.ts';
import type { Learned } from './learn.ts';
import type { Code } from './read-code.ts';
import { isSuspect, noteSuspect } from './suspect.ts';

/**
 * Takes in something that was never here, as far as its code and the repository say what it is. Unverified it may be stored and not shipped; where code
 * and repository differ it goes into quarantine as a suspect.
 */
export function enter(
  floor: Floor,
  code: Code,
  { looked }: Pick<Learned, 'looked'>,
  held: string | undefined,
  why: string,
): Stored {
  const { inventory, settings } = floor.needs;
  const said = looked.get(code.epc);
  const proof = isProof(said) ? said : undefined;
  const kind = kindOf(code.epc, proof !== undefined && proof.inside.length > 0);
  const thing: Fresh = {
    ...whatCodeSays(code, kind),
    ...(proof && content(code.epc, proof)),
    ...{ epc: code.epc, kind, owner: settings.owner, parent: undefined },
    ...{ location: canonicalEpc(settings.bizLocation), state: 'here', isVerified: proof !== undefined, held },
    ...{
      isRecalled: (proof?.recalls.length ?? 0) > 0,
      isReleased: true,
      order: undefined,
      batch: undefined,
      isListed: true,
    },
  };
  const suspect =
    proof !== undefined && kind === 'pack' && isSuspect(code, thing)
      ? noteSuspect(floor, code, thing, 'the repository knows its number otherwise')
      : undefined;
  const because = suspect && `its code says ${suspect.says}, and the repository knows ${suspect.known}`;
  inventory.add(
    { ...thing, held: [held, because].flatMap((one) => one ?? []).join('; ') || undefined },
    floor.because(why),
  );
  const stored = inventory.find(code.epc);
  if (stored === undefined) throw new Error('it was taken in just now');
  if (proof !== undefined) enterInside(floor, stored, proof);
  return stored;
}

/** A grouping has a GTIN of its own; what is in it nobody knows by its code. */
function whatCodeSays(code: Code, kind: Stored['kind']) {
  const read = code.kind === 'item' ? ofCode(code) : { gtin: undefined, lot: undefined, expiry: undefined, packs: 0 };
  return kind === 'pack' ? read : { ...read, gtin: undefined, packs: 0 };
}

/** An expiry without a day is the last of its month (GS1 General Specifications §3.4.7). */
function ofCode({ gtin, lot, expiry }: Extract<Code, { kind: 'item' }>) {
  if (expiry === undefined) return { gtin, lot, expiry: undefined, packs: 1 };
  const [year, month, day] = [expiry.slice(0, 2), expiry.slice(2, 4), expiry.slice(4)];
  const last = new Date(Date.UTC(2000 + Number(year), Number(month), 0)).getUTCDate();
  return { gtin, lot, expiry: `20${year}-${month}-${day === '00' ? last : day}`, packs: 1 };
}

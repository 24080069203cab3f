import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import { epcsOf } from '../../line/packing/identity.ts';
import { Refused } from '../../refused.ts';
import type { Named } from '../../store/containers.ts';
import type { Stored } from '../../store/inventory.ts';
import { enterLots } from './enter-lots.ts';
import type { Floor } from './floor.ts';
import { type Code, readCode } from './read-code.ts';
import { isSuspect, suspected } from './suspect.ts';

/** Scans as codes, each once. Throws `Refused` with the place of the first that cannot be read or comes twice. */
export function codesOf(scans: readonly string[], member = '/scans'): Code[] {
  const seen = new Set<string>();
  return scans.map((scan, i) => {
    const code = readCode(scan);
    if (isRefusal(code)) throw new Refused({ ...code, at: `${member}/${i}` });
    if (seen.has(code.epc)) {
      throw new Refused(
        refuse('conflict', `${code.epc} was scanned twice`, { at: `${member}/${i}`, remedy: 'Once is enough.' }),
      );
    }
    seen.add(code.epc);
    return code;
  });
}

/** What the warehouse knows under a code, with what it is by what it stands in; undefined for what it has never seen. */
export function find(floor: Floor, code: Code): Stored | undefined {
  const stored = findStored(floor, code);
  if (stored === undefined) return undefined;
  checkLine(floor, stored);
  if (isSuspect(code, stored)) throw new Refused(suspected(code, stored));
  return asItStands(floor, stored);
}

/** What is known of a number, whatever else the code says. */
export function findStored(floor: Floor, { epc }: Code): Stored | undefined {
  enterLots(floor);
  return floor.needs.inventory.find(epc) ?? fromLine(floor, epc);
}

/** A line's people may go on with what is of a closed lot: what they have opened or ended is not what stands in the inventory. */
function checkLine({ needs }: Floor, { epc, kind, batch }: Stored): void {
  if (batch === undefined) return;
  const named = identify(epc);
  const code = named.kind === 'sgtin' ? { ...named, kind: 'item' as const } : named;
  const state =
    kind === 'pack' && named.kind === 'sgtin'
      ? needs.packs.find(named.gtin, named.serial)?.state
      : code.kind === 'other'
        ? undefined
        : needs.containers.byEpc(epcsOf(code))?.state;
  if (state === (kind === 'pack' ? 'commissioned' : 'closed')) return;
  throw new Refused(
    refuse('conflict', `${epc} is ${state ?? 'not known'} at its line`, {
      rule: 'EPCIS 2.0 §7.4.2',
      remedy: 'Have its line close it again, or put it aside.',
    }),
  );
}

/** The same for what has to be known. Throws `Refused` with its place. */
export function findAll(floor: Floor, scans: readonly string[], member = '/scans'): Stored[] {
  return codesOf(scans, member).map((code, i) => placed(i, () => find(floor, code) ?? unknown(code), member));
}

/** Names the scan in whatever is refused of it. */
export function placed<Value>(i: number, work: () => Value, member = '/scans'): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refused ? new Refused({ at: `${member}/${i}`, ...error.refusal }) : error;
  }
}

export function unknown({ epc }: Code): never {
  const refusal: Refusal = refuse('not-found', `${epc} was never here`, {
    remedy: 'Receive it, or take it back if it was shipped from elsewhere.',
  });
  throw new Refused(refusal);
}

/** Stands here, whatever has to be done to its label. What is made here and not told of yet does not. */
export const stands = ({ state, isTold }: Stored): boolean => state === 'here' || (state === 'labelled' && isTold);

/** What is around a thing holds it too; what is in a container that was made here is not ready to move before its label is read. */
export function asItStands(floor: Floor, stored: Stored): Stored {
  const around = floor.needs.inventory.around(stored);
  const held = [stored, ...around].find((one) => one.held !== undefined)?.held;
  const isLabelled = stored.state === 'here' && around.some((one) => one.state === 'labelled' && !one.isTold);
  return { ...stored, held, state: isLabelled ? 'labelled' : stored.state };
}

/** A pack of a closed lot gets its row, with all that is in the same container. */
function fromLine(floor: Floor, epc: string): Stored | undefined {
  const { packs, containers, inventory } = floor.needs;
  const named = identify(epc);
  const pack = named.kind === 'sgtin' ? packs.find(named.gtin, named.serial) : undefined;
  if (pack?.container === undefined || pack.state !== 'commissioned') return undefined;
  const outer = containers.find(pack.container)?.epc;
  const parent = outer === undefined ? undefined : inventory.find(canonicalEpc(outer));
  if (parent === undefined) return undefined;
  listInside(floor, parent);
  return inventory.find(epc);
}

/** Gives the packs in a container of our own lines rows of their own. */
export function listInside(floor: Floor, container: Stored): void {
  if (container.isListed || container.batch === undefined) return;
  const { packs, inventory, batches } = floor.needs;
  const because = floor.because('its container was looked into');
  for (const pack of packs.inside(ownContainer(floor, container))) {
    const { gtin, lot, expiry } = batches.orderOf(pack.batch);
    const epc = canonicalEpc(epcOf(floor.needs, pack));
    const { owner, batch, location, state, isVerified, isRecalled, isReleased, order } = container;
    const about = { owner, batch, location, state, isVerified, isRecalled, isReleased, order, held: undefined };
    inventory.add(
      { ...about, epc, kind: 'pack', gtin, lot, expiry, packs: 1, parent: container.epc, isListed: true },
      because,
    );
  }
  inventory.change(container, { isListed: true }, because);
}

/** A container of our own lines by its row. Throws for any other. */
export function ownContainer({ needs }: Floor, { epc }: Stored): Named {
  const named = identify(epc);
  const code = named.kind === 'sscc' ? named : named.kind === 'sgtin' ? { ...named, kind: 'item' as const } : undefined;
  const found = code && needs.containers.byEpc(epcsOf(code));
  if (found === undefined) throw new Error(`${epc} is no container of our lines`);
  return found;
}

/** A thing and all that is in it, each with a row of its own. */
export function listAll(floor: Floor, thing: Stored): Stored[] {
  const { inventory } = floor.needs;
  for (const one of inventory.within(thing.epc)) listInside(floor, one);
  return inventory.within(thing.epc);
}

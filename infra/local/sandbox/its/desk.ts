import { isDeepStrictEqual } from 'node:util';
import type { NamedPack, OwnedPacks, PackAct } from '../owned-packs.ts';
import type { Entry, World } from '../owned-world.ts';
import { errorCodes, OK, refusals, stateCode } from '../rsd/codes.ts';
import { Problem } from './problem.ts';
import { readFetch, readList, readPackage, readSearch } from './read-body.ts';
import { readTransfer, unzip } from './read-transfer.ts';
import { listServices } from './services.ts';

export interface Taking {
  readonly world: World;
  readonly take: (entry: Entry) => void;
  readonly now: () => number;
  readonly isKnown: (gln: string) => boolean;
}

const row = ({ gtin, serial }: NamedPack, uc: string) => ({ gtin, sn: serial, uc });

/** Answers a call of a service that is not the token's. @throws Problem */
export function answerTo(taking: Taking, who: string, service: string, bytes: Buffer): unknown {
  const { packs } = taking.world;
  const list = listServices[service];
  if (list !== undefined) return takeList(taking, who, service, bytes);
  switch (service) {
    case 'check_status':
      return { productList: readList(service, bytes).packs.map((one) => row(one, stateCode(packs.get(one), who))) };
    case 'verify':
    case 'verification':
      return { productList: readList(service, bytes).packs.map((one) => row(one, verified(packs, one))) };
    case 'errorcode':
      return { errorCodeList: Object.entries(errorCodes).map(([code, message]) => ({ code, message })) };
    case 'search':
      return search(taking, who, bytes);
    case 'GetPackage':
      return fetched(taking, who, readFetch(bytes));
    default:
      return sent(taking, who, bytes);
  }
}

function verified(packs: OwnedPacks, named: NamedPack): string {
  const pack = packs.get(named);
  if (pack === undefined) return refusals.unknown;
  if (pack.lot !== named.lot || pack.expiry !== named.expiry) return refusals.differs;
  return pack.state === 'active' || pack.state === 'left' ? OK : refusals['no-more'];
}

/** Judges every pack of a list for itself, and does what it can. */
function takeList({ world, take, now, isKnown }: Taking, who: string, service: string, bytes: Buffer) {
  const { act, party: named } = listServices[service] ?? { act: 'sell' as PackAct };
  const { party, packs } = readList(service, bytes);
  if (named === 'togln' && (!isKnown(party) || party === who)) throw new Problem('90003', `nobody of GLN ${party}`);
  const taken = new Map<string, NamedPack[]>();
  const rows = packs.map((one) => {
    // Who accepts does not say from whom.
    const other = named === 'seller' ? sellerOf(world.packs, act, one) : party;
    const refused = world.packs.take({ act, who, party: other }, one);
    if (refused === undefined) taken.set(other, [...(taken.get(other) ?? []), one]);
    return row(one, refused === undefined ? OK : refusals[refused]);
  });
  for (const [other, some] of taken)
    take({ kind: 'told', at: now(), id: String(700_000_001 + world.told.size), act, who, party: other, packs: some });
  return { productList: rows };
}

function sellerOf(packs: OwnedPacks, act: PackAct, named: NamedPack): string {
  const pack = packs.get(named);
  return (act === 'accept' ? pack?.owner : pack?.from) ?? '';
}

function search({ world }: Taking, who: string, bytes: Buffer) {
  const { sourceGln, destinationGln, bringNotReceivedTransferInfo, startDate, endDate } = readSearch(bytes);
  const found = [...world.parcels.values()].filter(({ from, to, at, fetched }) => {
    const day = new Date(at).toISOString().slice(0, 10);
    const isBetween = (sourceGln === '' || from === sourceGln) && (destinationGln === '' || to === destinationGln);
    const isOurs = from === who || to === who;
    return (
      isOurs && isBetween && day >= startDate && day <= endDate && !(bringNotReceivedTransferInfo === 1 && fetched)
    );
  });
  return { transferDetails: found.map(({ id }) => ({ transferId: id })) };
}

/** A package stays until its receiver fetched it, and can be fetched again. */
function fetched({ world, take, now }: Taking, who: string, id: string) {
  const parcel = world.parcels.get(id);
  if (parcel?.to !== who) throw new Problem('90004', `no package ${id}`);
  take({ kind: 'fetched', at: now(), id });
  return { fileStream: parcel.file };
}

function sent({ world, take, now, isKnown }: Taking, who: string, bytes: Buffer) {
  const { sourceGln, destinationGln, fileStream } = readPackage(bytes);
  const { from, to } = readTransfer(unzip(fileStream));
  if (!isDeepStrictEqual([from, to], [sourceGln, destinationGln]))
    throw new Problem('90004', 'the file is between others');
  if (from !== who || !isKnown(to)) throw new Problem('90003', `nobody of GLN ${from === who ? to : from}`);
  const id = String(900_000_001 + world.parcels.size);
  take({ kind: 'package', at: now(), id, from, to, file: fileStream });
  return { transferId: id };
}

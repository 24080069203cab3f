import { type ReadId, readId } from '#shared/gs1/read-id.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import type { PackLevel } from '#shared/line/recipe.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { epcsOf } from '../../line/packing/identity.ts';
import type { Batch } from '../../store/batches.ts';
import type { Named } from '../../store/containers.ts';
import type { ForeignUnit } from '../../store/foreign-units.ts';
import type { Handed } from '../../store/handed.ts';
import type { ForeignNeeds } from './foreign-needs.ts';

/** What a code says of lot and expiry (YYMMDD) beside the number. */
interface Claims {
  readonly lot?: string | undefined;
  readonly expiry?: string | undefined;
}

/** What the records have under a number: a pack, a container's number with its container, or nothing. */
export type Thing = { readonly epc: string; readonly claims: Claims } & (
  | { readonly is: 'unit'; readonly unit: ForeignUnit }
  | { readonly is: 'number'; readonly number: Handed; readonly container: Named | undefined }
  | { readonly is: 'container'; readonly container: Named }
  | { readonly is: 'unknown' }
);

/** Serials alone have up to 20 characters of set 82 (GS1 General Specifications §3.5.2). */
const bare = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

/**
 * Finds what a text names. A serial alone is a pack of the order, or a container of the level that is given; one that is written like something
 * longer is still that serial when the order has it.
 */
export function findThing(needs: ForeignNeeds, batch: Batch, text: string, level?: PackLevel): Thing | Refusal {
  const { units, handed } = needs;
  const { order, recipe } = batch;
  const own = units.find(order.gtin, text);
  if (own !== undefined && own.batch === batch.batch) return ofUnit(batch, own, {});
  const identity = recipe.levels.find((one) => one.level === level)?.identity;
  const known =
    (identity?.key === 'sgtin' ? handed.find(identity.gtin, text) : undefined) ??
    (/^\d{18}$/.test(text) ? handed.find('', text) : undefined);
  if (known !== undefined) return ofNumber(needs, known, {});
  const read = readId(text);
  if (!isRefusal(read)) return ofRead(needs, batch, read, text);
  // What is written like a longer identifier is meant to be one.
  return bare.test(text) && !/^(urn:|https?:|\()/i.test(text) ? { is: 'unknown', epc: text, claims: {} } : read;
}

function ofRead(needs: ForeignNeeds, batch: Batch, read: ReadId, text: string): Thing {
  const { units, handed, containers } = needs;
  const claims = read.kind === 'item' ? { lot: read.lot, expiry: read.expiry } : {};
  const unit = read.kind === 'item' ? units.find(read.gtin, read.serial) : undefined;
  if (unit !== undefined) return ofUnit(needs.batches.get(unit.batch), unit, claims);
  const number = read.kind === 'item' ? handed.find(read.gtin, read.serial) : handed.find('', read.sscc);
  if (number !== undefined) return ofNumber(needs, number, claims);
  const epcs = epcsOf(read);
  const container = epcs.length === 0 ? undefined : containers.byEpc(epcs);
  if (container !== undefined) return { is: 'container', container, epc: container.epc, claims };
  const { companyPrefix } = batch.order;
  const urn = read.kind === 'item' ? sgtinUrn({ ...read, companyPrefix }) : ssccUrn({ sscc: read.sscc, companyPrefix });
  return { is: 'unknown', epc: isRefusal(urn) ? text : urn, claims };
}

function ofUnit({ order }: Pick<Batch, 'order'>, unit: ForeignUnit, claims: Claims): Thing {
  const epc = sgtinUrn({ gtin: unit.gtin, serial: unit.serial, companyPrefix: order.companyPrefix });
  return { is: 'unit', unit, epc: isRefusal(epc) ? unit.serial : epc, claims };
}

function ofNumber(needs: ForeignNeeds, number: Handed, claims: Claims): Thing {
  const epc = epcOfNumber(needs, number);
  return { is: 'number', number, container: needs.containers.byEpc([epc]), epc, claims };
}

/** The EPC URN of a container's number. Throws for one that breaks GS1's rules: it came from the cloud. */
function epcOfNumber({ batches }: Pick<ForeignNeeds, 'batches'>, { gtin, number, batch }: Handed): string {
  const { companyPrefix } = batches.orderOf(batch);
  const epc =
    gtin === '' ? ssccUrn({ sscc: number, companyPrefix }) : sgtinUrn({ gtin, serial: number, companyPrefix });
  if (isRefusal(epc)) throw new Error(epc.detail);
  return epc;
}

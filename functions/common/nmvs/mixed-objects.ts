import * as v from 'valibot';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { acts, operationFor } from '#shared/regimes/eu/nmvs/operations.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import type { MixedItem } from '#shared/regimes/eu/nmvs/request.ts';
import { sha256 } from '../sha256.ts';
import { placeOf } from './place-of.ts';

const item = v.object({
  act: v.picklist(acts),
  undo: v.boolean(),
  product: v.object({
    scheme: v.picklist(['GTIN', 'PPN']),
    code: v.string(),
    nhrn: v.exactOptional(v.string()),
    batch: v.object({ id: v.string(), expiry: v.string() }),
  }),
  serial: v.string(),
});
/** One pack of a mixed request and what is done to it. */
export type MixedPack = v.InferOutput<typeof item>;

const items = v.pipe(v.string(), v.parseJson(), v.array(item));

/** Keeps items, and answers where. */
export async function keepItems(
  objects: Pick<EvidenceStore, 'put'>,
  tenant: string,
  id: string,
  name: string,
  packs: readonly MixedPack[],
): Promise<string> {
  const key = `${placeOf(tenant, id)}/items-${name}`;
  await objects.put(key, Buffer.from(JSON.stringify(packs)));
  return key;
}

export async function itemsAt(objects: Pick<EvidenceStore, 'get'>, key: string): Promise<MixedPack[]> {
  const bytes = await objects.get(key);
  if (bytes === undefined) throw new Error(`object ${key} is gone`);
  return v.parse(items, Buffer.from(bytes).toString('utf8'));
}

/** What a pack is known by among others of a request. */
export const nameOf = ({ product, serial }: Pick<MixedPack, 'product' | 'serial'>): string =>
  `${product.code}/${serial}`;

/** The same of an answer; that of an NMVS which tells no product is known by its place alone. */
export function answersOf(packs: readonly MixedPack[], answers: readonly PackAnswer[]): Map<string, PackAnswer> {
  const isWhole = answers.length === packs.length;
  return new Map(
    answers.flatMap((answer, i): [string, PackAnswer][] => {
      const asked = packs[i];
      const code = answer.productCode ?? (isWhole && asked?.serial === answer.serial ? asked.product.code : undefined);
      return code === undefined ? [] : [[`${code}/${answer.serial}`, answer]];
    }),
  );
}

/** The same held against what was asked: a result of other packs says nothing; what it leaves out is missing. */
export function heldMixed(packs: readonly MixedPack[], answers: readonly PackAnswer[]) {
  const told = answersOf(packs, answers);
  const [names, serials] = [new Set(packs.map(nameOf)), new Set(packs.map(({ serial }) => serial))];
  const other =
    [...told.keys()].find((name) => !names.has(name)) ?? answers.find(({ serial }) => !serials.has(serial))?.serial;
  if (other !== undefined) return { foreign: `the result tells of pack ${other}, which was not asked for` };
  return { told, missing: packs.filter((pack) => !told.has(nameOf(pack))) };
}

/** Items as an NMVS is asked for them; `verify` only has the packs looked at. Each has an id of its own. */
export const wiredItems = (id: string, round: string, packs: readonly MixedPack[], verify = false): MixedItem[] => {
  const head = sha256(`${id}#${round}`).slice(0, 24);
  return packs.map(({ act, undo, product, serial }, n) => ({
    operation: operationFor(verify ? 'verify' : act, 'single', verify ? false : undo)?.code ?? '',
    clientTrxId: `${head}-${n}`,
    product,
    serial,
  }));
};

import type { BatchRecall, PackUpload, ProductMasterData, ProductWithdrawal, StateUpdate } from './wire.ts';

export interface Rejection {
  readonly serial: string;
  readonly code: string;
}
export interface Result {
  readonly accepted: number;
  readonly rejected: readonly Rejection[];
}

interface Product {
  readonly versions: Map<number, ProductMasterData>;
  readonly batches: Map<string, { readonly expiry: string; readonly version: number }>;
  readonly recalled: Set<string>;
  /** Batch of every serial. */
  readonly packs: Map<string, string>;
  /** What became of those that are not active any more. */
  readonly states: Map<string, { readonly state: StateUpdate['state']; readonly at: number }>;
  withdrawn: boolean;
}

/** What the Hub knows of products and packs. */
export type HubState = Map<string, Product>;

/** Stores master data; answers a code when the markets of a version would change, which the Hub forbids since 1.14, or when the product is withdrawn. */
export function putProduct(state: HubState, data: ProductMasterData): string | undefined {
  const product = state.get(data.productCode) ?? {
    versions: new Map(),
    batches: new Map(),
    recalled: new Set(),
    packs: new Map(),
    states: new Map(),
    withdrawn: false,
  };
  if (product.withdrawn) return 'PRODUCT_WITHDRAWN';
  const before = product.versions.get(data.version);
  if (before !== undefined && marketsOf(before) !== marketsOf(data)) return 'MARKETS_FIXED';
  product.versions.set(data.version, data);
  state.set(data.productCode, product);
  return undefined;
}

/** Takes the packs of an upload in, as far as the rules allow; says which were refused and why. */
export function takePacks(state: HubState, upload: PackUpload): Result {
  const { serials, batch, version } = upload;
  const product = state.get(upload.productCode);
  const wrong = problemOf(product, upload);
  if (product === undefined || wrong !== undefined)
    return { accepted: 0, rejected: serials.map((serial) => ({ serial, code: wrong ?? 'UNKNOWN_PRODUCT' })) };
  const rejected: Rejection[] = [];
  for (const serial of serials) {
    if (!/^[A-Za-z0-9]{1,20}$/.test(serial)) rejected.push({ serial, code: 'SERIAL_FORMAT' });
    else if (product.packs.has(serial)) rejected.push({ serial, code: 'DUPLICATE_SERIAL' });
    else product.packs.set(serial, batch.id);
  }
  const accepted = serials.length - rejected.length;
  if (accepted > 0) product.batches.set(batch.id, { expiry: batch.expiry, version });
  return { accepted, rejected };
}

/** What the service desk does with packs that were uploaded by mistake: nobody has them any more. */
export function forgetPacks(state: HubState, { productCode, serials }: { productCode: string; serials: string[] }) {
  for (const serial of serials) {
    state.get(productCode)?.packs.delete(serial);
    state.get(productCode)?.states.delete(serial);
  }
  return undefined;
}

/** A status is reverted within ten days (Delegated Regulation (EU) 2016/161, Article 13), milliseconds. */
const UNDO_MS = 10 * 24 * 3_600_000;

/** States that nothing follows. */
const final: readonly string[] = ['DESTROYED', 'STOLEN'];

/** Sets the state of packs, one by one as far as the rules allow: what is destroyed or stolen stays so, and a recalled batch does not change any more. */
export function updateStates(state: HubState, update: StateUpdate, at: number): Result {
  const product = state.get(update.productCode);
  const all = (code: string) => ({ accepted: 0, rejected: update.serials.map((serial) => ({ serial, code })) });
  const wrong = problemOf(product, update);
  if (product === undefined || wrong !== undefined) return all(wrong ?? 'UNKNOWN_PRODUCT');
  if (product.recalled.has(update.batch.id)) return all('BATCH_RECALLED');
  const rejected = update.serials.flatMap((serial): Rejection[] => {
    const before = product.states.get(serial) ?? { state: 'ACTIVE', at };
    const now = before.state;
    if (product.packs.get(serial) !== update.batch.id) return [{ serial, code: 'UNKNOWN_PACK' }];
    if (final.includes(now) && now !== update.state) return [{ serial, code: 'STATE_FINAL' }];
    if (update.state === 'ACTIVE' && at - before.at > UNDO_MS) return [{ serial, code: 'UNDO_TOO_LATE' }];
    product.states.set(serial, { state: update.state, at });
    return [];
  });
  return { accepted: update.serials.length - rejected.length, rejected };
}

/** Recalls a batch for good; answers a code when there is none to recall. */
export function recallBatch(state: HubState, { productCode, batch }: BatchRecall): string | undefined {
  const product = state.get(productCode);
  if (product === undefined) return 'UNKNOWN_PRODUCT';
  if (!product.batches.has(batch.id)) return 'UNKNOWN_BATCH';
  product.recalled.add(batch.id);
  return undefined;
}

/** Withdraws a product for good; answers a code when it is not known so. */
export function withdrawProduct(
  state: HubState,
  { productCode, version, markets }: ProductWithdrawal,
): string | undefined {
  const product = state.get(productCode);
  if (product === undefined) return 'UNKNOWN_PRODUCT';
  if (product.withdrawn) return 'PRODUCT_WITHDRAWN';
  const data = product.versions.get(version);
  if (data === undefined) return 'WRONG_VERSION';
  if (!markets.every((market) => data.markets.some((part) => part.market === market))) return 'WRONG_MARKET';
  product.withdrawn = true;
  return undefined;
}

/** One pack as the Hub knows it. */
export function lookUpPack(state: HubState, productCode: string, serial: string) {
  const product = state.get(productCode);
  const batchId = product?.packs.get(serial);
  const batch = batchId === undefined ? undefined : product?.batches.get(batchId);
  return (
    batch && {
      productCode,
      serial,
      batch: { id: batchId, expiry: batch.expiry },
      version: batch.version,
      state: overlayOf(product, batchId ?? '') ?? product?.states.get(serial)?.state ?? 'ACTIVE',
    }
  );
}

const overlayOf = (product: Product | undefined, batch: string) =>
  product?.withdrawn ? 'WITHDRAWN' : product?.recalled.has(batch) ? 'RECALLED' : undefined;

/** How many packs of a batch the Hub knows. */
export function countPacks(state: HubState, productCode: string, batchId: string): number {
  return [...(state.get(productCode)?.packs.values() ?? [])].filter((id) => id === batchId).length;
}

const marketsOf = ({ markets }: ProductMasterData) =>
  markets
    .map(({ market }) => market)
    .toSorted()
    .join();

function problemOf(product: Product | undefined, { version, markets, batch }: PackUpload): string | undefined {
  if (product === undefined) return 'UNKNOWN_PRODUCT';
  if (product.withdrawn) return 'PRODUCT_WITHDRAWN';
  const data = product.versions.get(version);
  const known = product.batches.get(batch.id);
  if (data === undefined || (known !== undefined && known.version !== version)) return 'WRONG_VERSION';
  if (!markets.every((market) => data.markets.some((part) => part.market === market))) return 'WRONG_MARKET';
  return known !== undefined && known.expiry !== batch.expiry ? 'BATCH_EXPIRY_DIFFERS' : undefined;
}

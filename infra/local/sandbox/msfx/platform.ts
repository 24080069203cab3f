import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { type BillFile, readBillFile } from './bill-file.ts';
import { move, type UploadedBill } from './move.ts';
import { failed, type Outcome, relate } from './relate.ts';
import { type Fault, readRelationFile } from './relation-file.ts';
import { type Firm, newWorld, type Product, type World } from './world.ts';

const relationUpload = v.object({ kind: v.literal('relation'), fileName: v.string(), content: v.string() });
const billUpload = v.object({
  kind: v.literal('bill'),
  billCode: v.string(),
  type: v.number(),
  billTime: v.string(),
  physicType: v.string(),
  fromUserId: v.string(),
  toUserId: v.string(),
  hasPersons: v.boolean(),
  codes: v.optional(v.array(v.string())),
  content: v.optional(v.string()),
});
const upload = v.variant('kind', [relationUpload, billUpload]);
/** A file or a bill as it came. */
export type Upload = v.InferOutput<typeof upload>;

const subTypes = v.record(v.string(), v.string());
const entry = v.variant('kind', [
  v.object({ kind: v.literal('upload'), at: v.number(), due: v.number(), lost: v.boolean(), ref: v.string(), upload }),
  v.object({ kind: v.literal('replace'), at: v.number(), ref: v.string(), old: v.string(), by: v.string() }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
  v.object({ kind: v.literal('firm'), at: v.number(), name: v.string(), entId: v.string(), refEntId: v.string() }),
  v.object({ kind: v.literal('product'), at: v.number(), productCode: v.string(), refEntId: v.string(), subTypes }),
]);
/** Something that the platform took in: from these, in order, all it knows can be rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
export const readEntry = (line: unknown): Entry => v.parse(entry, line);

/** An upload with what became of it; its content is dropped once it is worked off. */
export interface Job {
  readonly ref: string;
  readonly at: number;
  readonly due: number;
  lost: boolean;
  readonly digest: string;
  /** Name of the file, or number of the bill. */
  readonly name: string;
  readonly batchNo: string;
  readonly upload: Upload;
  readonly count: number;
  outcome?: Outcome;
}

const nameOf = (one: Upload): string => (one.kind === 'relation' ? one.fileName : one.billCode);
const digestOf = (one: Upload) => createHash('sha256').update(JSON.stringify(one)).digest('hex');

export type Platform = ReturnType<typeof newPlatform>;

/** The platform without its wire: uploads are taken at once and worked off when they are due, in that order. */
export function newPlatform(firms: readonly Firm[], products: readonly Product[]) {
  const world = newWorld(firms, products);
  const jobs: Job[] = [];
  const waiting: Job[] = [];

  /** Works off what is due. Called before anything else happens, so that a rebuilt platform comes to the same. */
  const settle = (now: number) => {
    for (let next = waiting[0]; next !== undefined && next.due <= now; next = waiting[0]) {
      waiting.shift();
      next.outcome = workOff(world, next, jobs);
      Object.assign(next.upload, { content: '', codes: [] });
    }
  };
  const queue = (job: Job) => {
    if (job.lost) return;
    waiting.push(job);
    waiting.sort((one, other) => one.due - other.due);
  };
  const takeIn = ({ ref, at, due, lost, upload: one }: Extract<Entry, { kind: 'upload' }>) => {
    const digest = digestOf(one);
    // One whose result was lost is found when it is sent again.
    const before = jobs.find((job) => job.lost && job.digest === digest);
    const job = before ?? { ref, at, due, lost, digest, name: nameOf(one), ...sizeOf(one), upload: { ...one } };
    job.lost = lost;
    if (before === undefined) jobs.push(job);
    queue(job);
  };
  return {
    world,
    settle,
    jobs: (ref: string, kind: Upload['kind']) => jobs.filter((job) => job.ref === ref && job.upload.kind === kind),
    allJobs: (): readonly Job[] => jobs,
    /** One that says the very same. */
    same: (ref: string, one: Upload): Job | undefined => {
      const digest = digestOf(one);
      return jobs.find((job) => job.ref === ref && job.digest === digest);
    },
    apply: (happened: Entry): void => {
      settle(happened.at);
      if (happened.kind === 'upload') takeIn(happened);
      else if (happened.kind === 'firm') world.firms.push(happened);
      else if (happened.kind === 'product') world.products.push(happened);
      else if (happened.kind === 'replace') replace(world, happened.old, happened.by);
    },
  };
}

/** How many codes an upload names, and of which batch; what cannot be read has none. */
function sizeOf(one: Upload): { batchNo: string; count: number } {
  if (one.kind === 'bill') return { batchNo: '', count: one.codes?.length ?? 0 };
  const xml = unpack(one.content) ?? '';
  return { batchNo: /batchNo="([^"]*)"/.exec(xml)?.[1] ?? '', count: xml.split('<Code ').length - 1 };
}

/** Text of base64, packed by gzip or not. */
export function unpack(content: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content)) return undefined;
  const bytes = Buffer.from(content, 'base64');
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (isPacked ? gunzipSync(bytes, { maxOutputLength: 256 * 1024 * 1024 }) : bytes).toString('utf8');
  } catch {
    return undefined;
  }
}

const isFault = (value: object): value is Fault => 'info' in value;
const unreadable: Fault = { code: 'BAD_FILE', info: 'no base64, or no gzip' };

function workOff(world: World, job: Job, jobs: readonly Job[]): Outcome {
  const earlier = jobs.some(
    (one) =>
      one !== job &&
      one.ref === job.ref &&
      one.name === job.name &&
      one.upload.kind === job.upload.kind &&
      one.outcome !== undefined,
  );
  const { upload: one } = job;
  if (earlier) return failed({ code: one.kind === 'bill' ? 'BILL_CODE_EXISTS' : 'FILE_EXISTS', info: job.name });
  const xml = one.content === undefined ? undefined : unpack(one.content);
  if (one.content !== undefined && xml === undefined) return failed(unreadable);
  if (one.kind === 'relation') {
    const read = readRelationFile(xml ?? '');
    return isFault(read) ? failed(read) : relate(world, job.ref, read);
  }
  const file = xml === undefined ? undefined : readBillFile(xml);
  if (file !== undefined && isFault(file)) return failed(file);
  return moveBill(world, job.ref, one, file);
}

function moveBill(
  world: World,
  ref: string,
  one: Extract<Upload, { kind: 'bill' }>,
  file: BillFile | undefined,
): Outcome {
  if (file !== undefined && (file.type !== one.type || file.billCode !== one.billCode))
    return failed({ code: 'BAD_FILE', info: 'the file is of another bill' });
  const bill: UploadedBill = { ...one, refUserId: ref, codes: file?.codes ?? one.codes ?? [] };
  return move(world, bill);
}

function replace({ codes, replaced }: World, old: string, by: string): void {
  const slot = codes.find(old);
  if (slot === undefined) return;
  const added = codes.add(by, codes.batchOf(slot));
  codes.set(added, codes.stateOf(slot), codes.holderOf(slot), codes.boundFor(slot));
  const parent = codes.parentOf(slot);
  for (const child of codes.childrenOf(slot)) {
    codes.takeOut(child);
    codes.put(child, added);
  }
  codes.takeOut(slot);
  if (parent !== undefined) codes.put(added, parent);
  codes.set(slot, 'C', codes.holderOf(slot));
  replaced.set(old, by);
}

import type { FaultKind } from '../faults.ts';
import type { Job, Platform } from './platform.ts';
import { done, isCode, isDate, no, type Parameters, type Reply } from './wire.ts';
import { firmOfAccount, isIssuedTo } from './world.ts';

/** Codes that one question takes. */
const MOST_CODES = 4_000;

/** A question with who asks it. */
export interface Asking {
  readonly platform: Platform;
  readonly ref: string;
  readonly parameters: Parameters;
  readonly fault: FaultKind | undefined;
}

const get = ({ parameters }: Asking, name: string) => parameters.get(name) ?? '';
const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

/** Entries of the page that is asked for, newest first. */
function pageOf(asking: Asking, jobs: readonly Job[], told: (job: Job) => object): Reply {
  const [page, size] = [Number(get(asking, 'page') || 1), Number(get(asking, 'page_size') || 20)];
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(size) || size < 1 || size > 100)
    return no('PARAM', 'page or page_size');
  const shown = jobs.toReversed().slice((page - 1) * size, page * size);
  return done({ page, page_size: size, total_num: jobs.length, result_list: shown.map(told) });
}

const within = (asking: Asking, first: string, last: string) => {
  const [from, to] = [get(asking, first), get(asking, last)];
  return isDate(from) && isDate(to) && from <= to ? (job: Job) => day(job.at) >= from && day(job.at) <= to : undefined;
};

const named = ({ fault }: Asking, name: string) => (fault?.kind === 'wrong-id' ? `${name}-other` : name);
const errorsOf = ({ outcome }: Job) => (outcome?.errors.length ? { error_list: outcome.errors } : {});

/** What became of relation files. */
export function codeProcess(asking: Asking): Reply {
  const isWithin = within(asking, 'start_date', 'end_date');
  if (isWithin === undefined) return no('PARAM', 'start_date or end_date');
  const flag = get(asking, 'process_flag') || 'A';
  const batch = get(asking, 'produce_batch_no');
  const flagOf = ({ outcome }: Job) => (outcome === undefined ? '1' : outcome.isDone ? '3' : '4');
  const jobs = asking.platform
    .jobs(asking.ref, 'relation')
    .filter((job) => isWithin(job) && !job.lost && (batch === '' || job.batchNo === batch))
    .filter((job) => flag === 'A' || flagOf(job) === flag);
  return pageOf(asking, jobs, (job) => ({
    upload_file_name: named(asking, job.name),
    produce_batch_no: job.batchNo,
    code_num: job.count,
    process_flag: flagOf(job),
    msg: job.outcome?.msg ?? '',
    ...errorsOf(job),
  }));
}

/** What became of bills. */
export function searchStatus(asking: Asking): Reply {
  const isWithin = within(asking, 'begin_date', 'end_date');
  if (isWithin === undefined) return no('PARAM', 'begin_date or end_date');
  const [direction, code, wanted] = ['bill_type', 'bill_code', 'deal_status'].map((name) => get(asking, name));
  const statusOf = ({ outcome }: Job) => (outcome === undefined ? '0' : outcome.isDone ? '3' : '4');
  const typeOf = ({ upload }: Job) => (upload.kind === 'bill' ? upload.type : 0);
  const jobs = asking.platform
    .jobs(asking.ref, 'bill')
    .filter((job) => isWithin(job) && !job.lost && (!code || job.name === code))
    .filter((job) => (direction === 'AI' ? typeOf(job) < 200 : direction !== 'AO' || typeOf(job) > 200))
    .filter((job) => !wanted || statusOf(job) === wanted);
  return pageOf(asking, jobs, (job) => ({
    bill_code: named(asking, job.name),
    bill_type: typeOf(job),
    deal_status: statusOf(job),
    msg: job.outcome?.msg ?? '',
    ...errorsOf(job),
  }));
}

/** How codes stand: E where nobody has told of one. */
export function codeStates(asking: Asking): Reply {
  const { codes } = asking.platform.world;
  const asked = get(asking, 'codes').split(',');
  if (asked.length > MOST_CODES) return no('TOO_MANY_CODES', `${asked.length} codes, at most ${MOST_CODES} are taken`);
  const wrong = asked.find((code) => !isCode(code));
  if (wrong !== undefined) return no('PARAM', `codes: ${wrong} is no code`);
  return done({
    result_list: asked.map((code) => {
      const slot = codes.find(code);
      return { code, status: slot === undefined ? 'E' : codes.stateOf(slot) };
    }),
  });
}

/** What a code is in, and what is in it. */
export function relationOf(asking: Asking): Reply {
  const { codes } = asking.platform.world;
  const code = get(asking, 'code');
  const slot = codes.find(code);
  if (slot === undefined) return no('CODE_NOT_ACTIVE', code);
  const parent = codes.parentOf(slot);
  const parentCode = parent === undefined ? null : codes.textOf(parent);
  return done({
    code,
    parent_code: parentCode,
    child_codes: codes.childrenOf(slot).map((child) => codes.textOf(child)),
  });
}

/** Why a code cannot take the place of another; undefined when it can. */
export function replaceProblem(asking: Asking): Reply | undefined {
  const { world } = asking.platform;
  const [old, by] = [get(asking, 'old_code'), get(asking, 'new_code')];
  const slot = world.codes.find(old);
  const own = firmOfAccount(world, asking.ref)?.entId;
  if (slot === undefined || world.codes.stateOf(slot) === 'C') return no('CODE_NOT_ACTIVE', old);
  if (world.codes.holderOf(slot) !== own) return no('CODE_NOT_IN_STOCK', old);
  if (!isCode(by) || !isIssuedTo(world, asking.ref, by)) return no('CODE_NOT_ISSUED', by);
  return world.codes.find(by) === undefined ? undefined : no('CODE_DUPLICATE', by);
}

/** Bills by which others sent something to whoever asks, done ones. */
export function upstreamBills(asking: Asking): Reply {
  const own = firmOfAccount(asking.platform.world, asking.ref)?.entId;
  const jobs = asking.platform.allJobs().filter(({ upload, outcome }) => {
    const isOut = upload.kind === 'bill' && upload.type > 200 && upload.type < 300;
    return isOut && outcome?.isDone === true && upload.toUserId === own && upload.fromUserId !== own;
  });
  return pageOf(asking, jobs, ({ upload, name, count }) => ({
    bill_code: name,
    code_num: count,
    ...(upload.kind === 'bill' && {
      bill_type: upload.type,
      bill_time: upload.billTime,
      from_user_id: upload.fromUserId,
      to_user_id: upload.toUserId,
    }),
  }));
}

/** Numbers of a firm by its name: another firm's account is nobody's business. */
export function enterprise(asking: Asking): Reply {
  const { firms } = asking.platform.world;
  const firm = firms.find(({ name }) => name === get(asking, 'ent_name'));
  if (firm === undefined) return no('UNKNOWN_ENTERPRISE', get(asking, 'ent_name'));
  const { name, entId, refEntId } = firm;
  return done({ ent_name: name, ent_id: entId, ...(refEntId === asking.ref && { ref_ent_id: refEntId }) });
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Fault, FaultKind } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { type Control, type GateLimit, planOf, platformControl } from './control.ts';
import { type Entry, newPlatform, readEntry } from './platform.ts';
import {
  type Asking,
  codeProcess,
  codeStates,
  enterprise,
  relationOf,
  replaceProblem,
  searchStatus,
  upstreamBills,
} from './questions.ts';
import { type App, letIn } from './sign.ts';
import { takeUpload } from './uploads.ts';
import { done, no, operations, type Parameters, type Reply, reply, turnAway } from './wire.ts';
import type { Firm, Product } from './world.ts';

export interface MsfxOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where the platform remembers; without it, it forgets when it stops. */
  readonly dataDir?: string | undefined;
  readonly apps: readonly App[];
  readonly firms: readonly Firm[];
  readonly products: readonly Product[];
  /** From receipt to result; it can be turned later, see `control.ts`. */
  readonly answerDelayMs?: number;
  /** Operations: methods by their last word. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Calls of an application in a window; without it, any. */
  readonly limit?: GateLimit;
  /** Milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

export interface MsfxSandbox extends Sandbox {
  /** How many codes the platform knows. */
  readonly codes: () => number;
}

/**
 * The platform Ma Shang Fang Xin behind its gate: every call is `POST /router/rest` with a form whose parameters are signed. Uploads are taken at once and
 * worked off later.
 */
export async function startMsfxSandbox(options: MsfxOptions): Promise<MsfxSandbox> {
  const { port, dataDir, apps, firms, products, answerDelayMs = 0, faults = [], seed = 1, limit } = options;
  const control: Control = { aheadMs: 0, delayMs: answerDelayMs, plan: planOf(faults, seed), limit };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const journal = openJournal(dataDir && join(dataDir, 'msfx.jsonl'), readEntry);
  const platform = newPlatform(firms, products);
  for (const entry of journal.before) {
    platform.apply(entry);
    if (entry.kind === 'clock') control.aheadMs = entry.aheadMs;
  }
  const take = (entry: Entry) => {
    journal.append(entry);
    platform.apply(entry);
  };
  const passes = gateCounter(control, now);
  const taking = { platform, take, now, delayMs: () => control.delayMs };

  const answerTo = (operation: string, ref: string, parameters: Parameters, fault: FaultKind | undefined): Reply => {
    const asking = { platform, ref, parameters, fault };
    switch (operation) {
      case 'uploadrelation':
      case 'uploadcircubill':
      case 'uploadinoutbill':
        return takeUpload(taking, operation, ref, parameters, fault);
      case 'codereplace': {
        const problem = replaceProblem(asking);
        const [old = '', by = ''] = ['old_code', 'new_code'].map((name) => parameters.get(name));
        if (problem === undefined) take({ kind: 'replace', at: now(), ref, old, by });
        return problem ?? done({ old_code: old, new_code: by });
      }
      default:
        return (questions[operation] ?? (() => no('PARAM', operation)))(asking);
    }
  };

  const answer = ({ method, path, query, body, fault }: Asked): Told => {
    if (path.join('/') !== 'router/rest')
      return { status: 404, body: { error_response: { code: 22, msg: 'no such path' } } };
    const parameters = parametersOf(method, query, body);
    const requestId = createHash('sha256').update(body).digest('hex').slice(0, 12);
    const ref = letIn(parameters, apps, now());
    if (typeof ref !== 'string') return turnAway(ref, requestId);
    const named = parameters.get('method') ?? '';
    const operation = operations[named];
    if (operation === undefined) return turnAway({ code: 22, msg: 'Invalid Method' }, requestId);
    if (!passes(`${parameters.get('app_key')} ${operation}`))
      return turnAway({ code: 7, msg: 'App Call Limited' }, requestId);
    platform.settle(now());
    return reply(named, requestId, accountProblem(parameters, ref) ?? answerTo(operation, ref, parameters, fault));
  };
  const sandbox = await serve({
    port,
    operationOf: () => 'other',
    operationIn: (body) => operations[new URLSearchParams(body.toString('latin1')).get('method') ?? ''] ?? 'other',
    answer,
    faults: (operation) => control.plan(operation),
    control: platformControl(control, (kept) => take({ ...kept, at: now() }), platform),
  });
  return { ...sandbox, codes: () => platform.world.codes.size };
}

const questions: Readonly<Record<string, (asking: Asking) => Reply>> = {
  codeprocess: codeProcess,
  searchstatus: searchStatus,
  querycodeactive: codeStates,
  singlerelation: relationOf,
  listupout: upstreamBills,
  getentinfo: enterprise,
};

/** Every call names the account of its session: bills by `ref_user_id`, all others by `ref_ent_id`. */
function accountProblem(parameters: Parameters, ref: string): Reply | undefined {
  const said = parameters.get('ref_ent_id') ?? parameters.get('ref_user_id') ?? '';
  return said === ref ? undefined : no('REF_ENT_ID', `${said} is not the account of the session`);
}

function parametersOf(method: string, query: URLSearchParams, body: Buffer): Parameters {
  const form = method === 'POST' ? new URLSearchParams(body.toString('utf8')) : new URLSearchParams();
  return new Map([...query, ...form]);
}

/** Counts calls in the window; one too many is turned away, and counts for nothing. */
function gateCounter(control: Control, now: () => number) {
  const passed = new Map<string, number[]>();
  return (name: string): boolean => {
    const { limit } = control;
    if (limit === undefined) return true;
    const since = now() - limit.seconds * 1000;
    const before = (passed.get(name) ?? []).filter((at) => at > since);
    const isFree = before.length < limit.calls;
    passed.set(name, isFree ? [...before, now()] : before);
    return isFree;
  };
}

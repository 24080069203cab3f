import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Fault } from '../faults.ts';
import { type Asked, serve, type Told } from '../serve.ts';
import { type PortalControl, planOf, portalControl } from './control.ts';
import { openInbox, type Waiting } from './inbox.ts';

export interface PortalOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly glns?: readonly string[];
  readonly gtins?: readonly string[];
  /** Numbers of businesses in Korea. */
  readonly parties?: readonly string[];
  /** Where the portals remember; without it, they forget when they stop. */
  readonly dataDir?: string | undefined;
  /** From a file to its result. */
  readonly answerDelayMs?: number;
  /** Operations: `file`, `result`, `request`, `overdue`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type PortalSandbox = Awaited<ReturnType<typeof startPortalSandbox>>;

/** How late a result comes that comes after those of later files. */
const LATE_MS = 60_000;

/** `PUT` and `GET /<portal>/v1/files/<name>`, `GET …/receipts/<receipt>`, `GET …/overdue`. */
function operationOf(method: string, [, version, what = '', ...rest]: readonly string[]): string {
  if (version !== 'v1') return 'other';
  if (what === 'files' && rest.length === 1) return { PUT: 'file', GET: 'request' }[method] ?? 'other';
  if (method !== 'GET') return 'other';
  return { receipts: 'result', overdue: 'overdue' }[what] ?? 'other';
}

/** Portals that take files, with the person in front of them: a file is put in, and what the portal says comes later. */
export async function startPortalSandbox(options: PortalOptions) {
  const { glns = [], gtins = [], parties = [], dataDir, answerDelayMs = 0, faults = [], seed = 1 } = options;
  const control: PortalControl = { aheadMs: 0, delayMs: answerDelayMs, plan: planOf(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const inbox = openInbox(dataDir && join(dataDir, 'portal.jsonl'), (aheadMs) => {
    control.aheadMs = aheadMs;
  });
  inbox.take({ kind: 'register', at: now(), glns: [...glns], gtins: [...gtins], parties: [...parties] });

  const put = ({ path: [portal = '', , , name = ''], body, fault }: Asked): Told => {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const before = inbox.named(portal, name);
    if (before !== undefined && before.sha256 !== sha256) return refused(409, 'FILE_REUSED', `${name} came before`);
    if (before !== undefined) {
      inbox.refind(before);
      inbox.settle(now());
      return taken(before, fault?.kind === 'wrong-id');
    }
    const due = now() + control.delayMs + (fault?.kind === 'out-of-order' ? LATE_MS : 0);
    const common = { portal, at: now(), due, name, receipt: randomUUID(), sha256, file: body.toString('utf8') };
    inbox.take({ kind: 'file', lost: fault?.kind === 'lost-result', ...common });
    inbox.settle(now());
    return taken(common, fault?.kind === 'wrong-id');
  };
  const answer = (asked: Asked): Told => {
    const { method, path, fault } = asked;
    const [portal = '', , , name = ''] = path;
    inbox.settle(now());
    const known = inbox.portal(portal);
    if (known === undefined) return refused(404, 'PATH', 'no such portal');
    switch (operationOf(method, path)) {
      case 'file':
        return put(asked);
      case 'request': {
        const found = inbox.named(portal, name);
        return found === undefined ? unknown : taken(found, fault?.kind === 'wrong-id');
      }
      case 'result': {
        const found = inbox.find(name);
        return found === undefined || found.portal !== portal ? unknown : resultOf(found, fault?.kind === 'wrong-id');
      }
      case 'overdue':
        return { status: 200, body: { codes: known.overdue?.(now()) ?? [] } };
      default:
        return refused(404, 'PATH', 'no such operation');
    }
  };
  const plan = (operation: string) => control.plan(operation);
  const turn = portalControl(control, inbox, now);
  const server = await serve({ port: options.port, operationOf, answer, faults: plan, control: turn });
  const unit = (code: string, portal = 'eg') => {
    inbox.settle(now());
    return inbox.portal(portal)?.unit(code);
  };
  return { ...server, /** What a portal has of a pack or container; Egypt’s when none is named. */ unit };
}

const refused = (status: number, code: string, text: string): Told => ({ status, body: { errors: [{ code, text }] } });
const unknown = refused(404, 'UNKNOWN_FILE', 'nothing under that name');
const digestOf = (sha256: string, isWrong: boolean) => (isWrong ? sha256.split('').reverse().join('') : sha256);

const taken = ({ receipt, sha256 }: Pick<Waiting, 'receipt' | 'sha256'>, isWrong: boolean): Told => ({
  status: 202,
  body: { receipt, sha256: digestOf(sha256, isWrong) },
});

function resultOf({ sha256, result }: Waiting, isWrong: boolean): Told {
  const about = { sha256: digestOf(sha256, isWrong) };
  if (result === undefined) return { status: 200, body: { ...about, status: 'waiting' } };
  const { rows, problems, number } = result;
  const named = { rows, ...(number !== undefined && { reportNumber: number }) };
  const body =
    problems.length > 0 ? { ...about, status: 'failed', problems } : { ...about, status: 'accepted', ...named };
  return { status: 200, body };
}

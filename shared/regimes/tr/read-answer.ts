import * as v from 'valibot';
import type { Verdict } from '../../delivery/verdict.ts';
import { again, jsonOf } from '../answers.ts';
import { meaningOf } from '../error-meaning.ts';
import { judgeList, judgeStates } from '../pack-lists/judge-list.ts';
import type { Answer } from '../regime.ts';
import { errors } from './errors.ts';
import { names, statesOf } from './services.ts';

const digits = v.pipe(v.string(), v.regex(/^\d{5}$/));
const named = v.object({ gtin: v.string(), sn: v.string() });
const list = v.object({ productList: v.pipe(v.array(v.object({ ...named.entries, uc: digits })), v.minLength(1)) });
/** A whole call refused: how, is not public [R]. */
const refused = v.object({ code: digits, message: v.optional(v.string(), '') });
const transfer = v.object({
  transferId: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.minLength(1)),
});
const search = v.object({ transferDetails: v.array(v.object({ transferId: v.union([v.string(), v.number()]) })) });

const sentList = v.object({ productList: v.array(named) });
const sentLot = v.object({ gtin: v.string(), snList: v.array(v.string()) });
const sentPackage = v.object({ destinationGln: v.string(), fileStream: v.string() });

/**
 * Reads what ITS answered, and holds it against what was sent: it has to give every pack its `uc`. What cannot be read may have been acted on, and is asked about; nothing but the
 * service's own words rejects.
 */
export function readAnswer(answer: Answer): Verdict {
  const { status, to } = answer;
  if (status === 401 || status === 429 || status === 503) return again('transient', answer);
  if (status === 408 || status >= 500) return again('ambiguous', answer);
  const body = jsonOf(answer.body);
  if (v.is(refused, body)) return readRefused(answer, v.parse(refused, body));
  if (to === 'message' && status >= 300) return again('ambiguous', answer);
  const sent = jsonOf(answer.sent);
  if (v.is(sentPackage, sent)) return readPackage(answer, body);
  return v.is(list, body) ? readList(answer, body, sent) : again('ambiguous', answer);
}

function readRefused(answer: Answer, { code, message }: v.InferOutput<typeof refused>): Verdict {
  const reason = `${code}: ${meaningOf(errors, code)?.meaning ?? message}`;
  return answer.to === 'message' && answer.status < 500
    ? { verdict: 'rejected', reason }
    : again('ambiguous', answer, reason);
}

function readList(answer: Answer, body: v.InferOutput<typeof list>, sent: unknown): Verdict {
  const told = body.productList.map(({ gtin, sn, uc }) => ({ gtin, serial: sn, code: uc }));
  const packs = packsIn(sent);
  if (packs === undefined) return again('ambiguous', answer, 'cannot be held against what was sent');
  const isOfLot = v.is(sentLot, sent) || v.is(v.object({ dr: v.string() }), sent);
  return answer.to === 'message'
    ? judgeList(packs, told, isOfLot)
    : judgeStates(packs, told, isOfLot, statesOf(answer.report ?? ''));
}

function packsIn(sent: unknown) {
  if (v.is(sentLot, sent)) return sent.snList.map((serial) => ({ gtin: sent.gtin, serial }));
  return v.is(sentList, sent) ? sent.productList.map(({ gtin, sn }) => ({ gtin, serial: sn })) : undefined;
}

/** A package that may have arrived did not where the receiver was sent none since; where it was, a person has to look which. */
function readPackage(answer: Answer, body: unknown): Verdict {
  if (answer.to === 'message')
    return v.is(transfer, body) ? { verdict: 'acknowledged' } : again('ambiguous', answer, 'it names no transfer');
  if (!v.is(search, body)) return again('ambiguous', answer);
  const ids = body.transferDetails.map(({ transferId }) => String(transferId));
  if (ids.length === 0) return { verdict: 'unknown' };
  return {
    verdict: 'stopped',
    reason: `${names.package}: it may be one of the transfers ${ids.slice(0, 10).join(', ')}. Look there, then resend or cancel this report`,
  };
}

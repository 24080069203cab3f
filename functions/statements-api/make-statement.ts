import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { digestOf, signatureOf } from '#common/signature.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Statements } from '#common/store/statements.ts';
import { keepMembers } from '#common/told-members.ts';
import { type MadeStatement, type NewStatement, newStatement } from '#shared/messages/statements-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type AboutNeeds, aboutOf } from './about-of.ts';
import { judgeStatement } from './judge-statement.ts';
import { rowsOf } from './rows-of.ts';
import { statementNamed } from './statement-named.ts';

interface Needs extends AboutNeeds {
  readonly statements: Statements;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  readonly wakeRegulator: SendToQueue;
  readonly now: () => Date;
}

/**
 * Has a regulator told what no event tells, on a person's word and under an electronic signature. Whatever the regulator would refuse is refused here. Sent again
 * under its id it answers 200.
 */
export const makeStatement =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(newStatement, json(request));
    const earlier = await needs.statements.get(tenant, wanted.statement);
    if (earlier !== undefined) return { status: 200, body: same(wanted, earlier) };
    const now = needs.now();
    const statement = statementNamed(wanted.market, wanted.name);
    const wrong = judgeStatement(statement, wanted, now);
    if (wrong !== undefined) throw new Refused(wrong);
    const about = await aboutOf(needs, { tenant, statement, wanted, saidAt: now.toISOString() });
    const { signature, reason, ...said } = wanted;
    const record = signatureOf(request, { reason, ...signature }, signed(wanted), now);
    const { epcs } = about;
    const key = epcs.length === 0 ? undefined : await keepMembers(needs.evidence, tenant, epcs);
    const rows = rowsOf({ tenant, statement, wanted, key, ...about });
    const deliveries = rows.map(({ deliveryId }) => deliveryId);
    const told = { ...said, reason, things: epcs.length, at: about.at };
    const made = { ...told, signature: record, deliveries };
    const detail = { ...told, deliveries };
    const subject = `statement ${wanted.statement}`;
    const audit = entryOf(request, record.at, 'statement-made', subject, { detail, signature: record });
    if ((await needs.statements.create(tenant, made, rows, audit)) === 'exists') {
      const winner = await needs.statements.get(tenant, wanted.statement);
      return { status: 200, body: same(wanted, orRefuse(winner ?? refuse('busy', 'it is just being made'))) };
    }
    log('statement-made', { tenant, market: wanted.market, name: wanted.name });
    for (const deliveryId of deliveries) await needs.wakeRegulator({ tenant, deliveryId });
    return { status: 201, body: made };
  };

/** All that is signed. */
const signed = ({ signature, ...said }: NewStatement) => ({ ...said, signature });

/** What the earlier request made: that it was the same, every thing and word of it, is in the digest that was signed. @throws Refused when it was another */
function same(wanted: NewStatement, earlier: MadeStatement): MadeStatement {
  if (digestOf(signed(wanted)) === earlier.signature.digest) return earlier;
  throw new Refused(
    refuse('conflict', `statement ${wanted.statement} says something else`, {
      at: '/statement',
      remedy: 'make another statement under an id of its own',
    }),
  );
}

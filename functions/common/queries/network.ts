import * as v from 'valibot';
import { counterpartyStates } from '#shared/delivery/counterparty.ts';
import { deliveryStates, stateGroups } from '#shared/delivery/standing.ts';
import { readGtin } from '#shared/gs1/gtin.ts';
import { isRuleCode, severities } from '#shared/integrity/rules.ts';
import { packMlStates } from '#shared/line/packml.ts';
import { exceptionStates } from '#shared/messages/exceptions-api.ts';
import { noticeStates } from '#shared/messages/notices-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import {
  after,
  count,
  countElse,
  firstOf,
  flag,
  formed,
  nextPageToken,
  oneOf,
  phrase,
  text,
  time,
} from '../query-parameters.ts';

/** A mistyped GTIN would read as if nothing had been told. */
const gtinWhole = (what: string) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => /^\d{14}$/.test(text) && !isRefusal(readGtin(text)),
      'must be a GTIN of 14 digits whose check digit holds',
    ),
    v.description(what),
  );

/** Deliveries, exceptions. */
export const networkQueries = {
  'GET /api/deliveries': {
    lot: text('only of this lot'),
    gtin: v.optional(gtinWhole('only of this product')),
    kind: oneOf(['submission', 'delivery'], 'only to regulators, or only to partners'),
    market: text('only to this market'),
    partner: text('only to this partner'),
    state: oneOf(
      [...deliveryStates, ...stateGroups],
      'only in this state; waiting is due or sent, refused is rejected or partially-accepted',
    ),
    counterparty: oneOf(counterpartyStates, 'only movements of which the other side did this'),
    report: formed(
      /^[\w.-]{1,40}(,[\w.-]{1,40}){0,19}$/,
      'must be names of reports with commas between, 20 at most',
      'only these reports, as the regulator calls them: 313,335',
    ),
    first: firstOf(
      ['open'],
      'those that wait for people by deadline, then those on their way by last change (of very many those that are due soonest), before others; goes with limit alone',
    ),
    limit: countElse(1, 200, 100, 'deliveries looked at for a page, which may tell fewer'),
    after,
  },
  'POST /api/partners/{partner}/probe': {
    version: count(1, 999_999, 'the version to try, a draft too; the one in force when absent'),
  },
  'GET /api/deliveries/{deliveryId}': {
    evidence: count(0, 999_999, 'answer the bytes of this evidence, counted from 0'),
  },
  'GET /api/lots/{lot}/submissions': {
    gtin: gtinWhole('the product, since lot numbers are unique only in one'),
  },
  'GET /api/regulator-notices': {
    market: text('only of this market'),
    kind: text('only of this kind, as the regulator calls it: 601'),
    state: oneOf(noticeStates, 'only in this state'),
    from: time('only those that the regulator made from then on'),
    latestFirst: flag('the latest first, which knows no `from`'),
    limit: countElse(1, 200, 100, 'notices looked at for a page, which may tell fewer'),
    after,
  },
  'GET /api/regulator-notices/{noticeId}': {
    evidence: count(0, 0, 'answer the exact bytes of the notice'),
  },
  'GET /api/regulator-errors': {
    market: text('only of this market'),
    system: text('only of this system, as eu-hub, nmvs, gs1-us or vrs'),
    code: text('only this code, as whoever says it writes it'),
  },
  'GET /api/exceptions': {
    state: oneOf([...exceptionStates, 'active'], 'only in this state; active is open or assigned'),
    rule: v.optional(
      v.pipe(
        v.string(),
        v.check(isRuleCode, 'must be the code of a rule, as in docs/integrity.md'),
        v.description('code of a rule, as in docs/integrity.md'),
      ),
    ),
    severity: oneOf(severities, 'only of this severity'),
    assignee: phrase('only those of this person', 200),
    epc: text('only those of this unit, as URN or Digital Link; 200 a page where perPage is absent', 2000),
    perPage: countElse(1, 200, 50, 'exceptions looked at for a page, which may tell fewer'),
    nextPageToken,
  },
  'GET /api/sites': {
    perPage: countElse(1, 100, 50, 'sites of a page'),
    nextPageToken,
  },
  'GET /api/lines': {
    site: text('only of this site'),
    state: v.optional(
      v.pipe(
        v.string(),
        v.check((state) => Object.hasOwn(packMlStates, state), 'must be a state of PackML, such as Execute'),
        v.description('only in this state of PackML (ANSI/ISA-TR88.00.02), as it was last heard'),
      ),
    ),
    first: firstOf(
      ['alarms'],
      'those with alarms before others, and those that stop before all, of the first 2,000 by site and line',
    ),
    perPage: countElse(1, 200, 50, 'lines of a page'),
    nextPageToken,
  },
  'GET /api/tenant/health': { only: oneOf(['exceptions'], 'only the count of exceptions, which is cheap') },
};

import type { NewStatement } from '#shared/messages/statements-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ReportedCode, ReportedMovement } from '#shared/regimes/reported.ts';
import { wantsOf } from '#shared/regimes/stated-reports.ts';
import type { StatedSide, Statement } from '#shared/regimes/statement.ts';
import { pointerStep } from '#shared/wire/json-pointer.ts';

const remedyOf = ({ market }: NewStatement) => `GET /api/regulators/${market}/statements says what it wants`;

/** Whether it has what the statement wants, and nothing else. */
export function judgeStatement(statement: Statement, wanted: NewStatement, now: Date): Refusal | undefined {
  return judgeSubject(statement, wanted) ?? judgeSides(statement, wanted) ?? judgeTime(wanted, now);
}

function judgeSubject({ of, name }: Statement, wanted: NewStatement): Refusal | undefined {
  const { things = [], delivery } = wanted;
  const remedy = remedyOf(wanted);
  if (of === 'document') {
    if (delivery === undefined)
      return refuse('malformed', `${name} is about a report: name its delivery`, { at: '/delivery', remedy });
    return (
      wanted.things && refuse('malformed', `${name} is about a report and names no things`, { at: '/things', remedy })
    );
  }
  if (delivery !== undefined)
    return refuse('malformed', `${name} is about things and no report`, { at: '/delivery', remedy });
  if (things.length === 0) return refuse('malformed', `${name} names things`, { at: '/things', remedy });
  if (of !== 'codes' || things.length === 2) return undefined;
  return refuse('malformed', 'name the code that is no more, then the one in its place', { at: '/things', remedy });
}

function judgeSides(statement: Statement, wanted: NewStatement): Refusal | undefined {
  for (const side of ['from', 'to'] as const) {
    const { [side]: asked } = statement;
    const at = `/${side}`;
    if (asked === undefined && wanted[side] !== undefined)
      return refuse('malformed', `${statement.name} names no ${side}`, { at, remedy: remedyOf(wanted) });
    if (asked !== undefined && !asked.optional && wanted[side] === undefined)
      return refuse('malformed', `${asked.title}: its GLN is missing`, { at, remedy: remedyOf(wanted) });
  }
  return undefined;
}

/** What has not happened is not told. */
function judgeTime({ at }: NewStatement, now: Date): Refusal | undefined {
  if (Date.parse(at) <= now.getTime()) return undefined;
  return refuse('malformed', `${at} is to come`, { at: '/at', remedy: 'tell it once it has happened' });
}

/** Whether each fact has its form, and none is missing of such things. */
export function judgeFacts(
  statement: Statement,
  wanted: NewStatement,
  codes: readonly ReportedCode[],
): Refusal | undefined {
  const { facts } = wanted;
  const known = new Map(statement.facts.map((fact) => [fact.name, fact]));
  for (const [name, text] of Object.entries(facts)) {
    const fact = known.get(name);
    const at = `/facts${pointerStep(name)}`;
    if (fact === undefined)
      return refuse('malformed', `${statement.name} does not want ${name}`, { at, remedy: remedyOf(wanted) });
    if (!fact.holds(text)) return refuse('malformed', `${fact.title}: ${text} is not ${fact.says}`, { at });
  }
  const missing = wantsOf(statement, codes).find((name) => !Object.hasOwn(facts, name));
  if (missing === undefined) return undefined;
  const { title = missing, says = 'a text' } = known.get(missing) ?? {};
  return refuse('malformed', `${title} is missing: ${says} is wanted`, {
    at: `/facts${pointerStep(missing)}`,
    remedy: remedyOf(wanted),
  });
}

/** Whether the places are whose they have to be. */
export function judgeEnds({ from, to }: Statement, movement: ReportedMovement | undefined): Refusal | undefined {
  return whose(from, movement?.from.partner, '/from') ?? whose(to, movement?.to.partner, '/to');
}

function whose(side: StatedSide | undefined, partner: string | undefined, at: string): Refusal | undefined {
  if (side === undefined || side.who === 'anyone') return undefined;
  const isOwn = partner === undefined;
  if ((side.who === 'own') === isOwn || (isOwn && side.optional)) return undefined;
  return refuse('conflict', `${side.title}: ${isOwn ? 'it is the tenant’s own place' : `it is ${partner}’s place`}`, {
    at,
    remedy: side.who === 'own' ? 'name a place of the tenant’s own' : 'name a place of the partner’s',
  });
}

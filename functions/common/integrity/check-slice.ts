import { type ExceptionRow, exceptionId, isActive } from '#common/store/exception-row.ts';
import type { ExceptionCount, Exceptions } from '#common/store/exceptions.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Concern } from '#common/store/unit-exceptions.ts';
import { checkEvent } from '#shared/integrity/check-event.ts';
import { checkUnit } from '#shared/integrity/check-unit.ts';
import type { Finding } from '#shared/integrity/finding.ts';
import type { RuleCode } from '#shared/integrity/rules.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { emptiedBy, type Histories, isJudged, readAround, readUnits, withPast } from './histories.ts';
import type { FactsOf } from './unit-facts.ts';

interface Needs {
  readonly unitEvents: UnitEvents;
  readonly exceptions: Exceptions;
  readonly factsOf: FactsOf;
  readonly now: () => Date;
}

/** Exceptions that are not about units: nothing of a unit's history withdraws them. */
const apart = new Set<RuleCode>([
  'unknown-product',
  'unknown-place',
  'impossible-time',
  'us-document',
  'lot-unreconciled',
  'not-verified',
  'suspect-moved',
  'and-more',
]);
/** Units judged again because an exception about them names one of these. */
const MOST_CONCERNED = 2_000;
const EXPLAINED = 'the events captured since explain it';

/** Judges these units, named by these events, and those whose exceptions the events may explain. */
export async function checkSlice(
  needs: Needs,
  tenant: string,
  slice: readonly StoredEvent[],
  units: readonly string[],
  counts: readonly ExceptionCount[],
): Promise<void> {
  const found = await judge(needs, tenant, slice, units, counts);
  const { exceptions, now } = needs;
  const captureId = slice[0]?.captureId ?? '';
  for (const row of found.explained) await exceptions.clear(tenant, row, now(), EXPLAINED);
  if (found.findings.length === 0) return;
  const opened = new Set(await exceptions.open(tenant, found.findings, captureId, now()));
  if (opened.size === 0) return;
  // Events may have been captured after these were read and checked before the exceptions stood: then neither check saw the other.
  const subjects = new Set(found.findings.flatMap((one) => (opened.has(exceptionId(one)) ? [one.subject] : [])));
  const again = await judge(needs, tenant, slice, [...subjects].filter(isJudged), await exceptions.counts(tenant));
  for (const row of again.explained) await exceptions.clear(tenant, row, now(), EXPLAINED);
}

interface Judged {
  readonly findings: Finding[];
  /** Active exceptions that the rules do not find any more. */
  readonly explained: ExceptionRow[];
}

async function judge(
  { unitEvents, exceptions, factsOf }: Needs,
  tenant: string,
  slice: readonly StoredEvent[],
  units: readonly string[],
  counts: readonly ExceptionCount[],
): Promise<Judged> {
  const standing = async (epcs: readonly string[], concerns?: readonly Concern[]) =>
    epcs.length === 0 ? [] : (await exceptions.ofUnits(tenant, epcs, concerns)).filter(isActive);
  const read = async (epcs: readonly string[], known?: Histories) =>
    readAround(unitEvents, tenant, epcs, await readUnits(unitEvents, tenant, epcs, known));

  const named = await readUnits(unitEvents, tenant, units);
  const first = new Set([...units, ...emptiedBy(slice, named)].filter(isJudged));
  const known = await read([...first], named);
  const past = counts.length === 0 ? [] : withPast(known, slice);
  const rows = await standing(past.filter((epc) => first.has(epc)));
  // What became of contents is told by their own events; of all other rules a container's exceptions wait for events that name it.
  if (counts.some(({ rule }) => rule === 'left-inside'))
    rows.push(
      ...(
        await standing(
          past.filter((epc) => !first.has(epc)),
          ['subject'],
        )
      ).filter(isLeftInside),
    );
  rows.push(...(await ofDeclared(exceptions, tenant, slice, counts)));

  const concerned = rows.flatMap(({ rule, subject }) => (apart.has(rule) || first.has(subject) ? [] : [subject]));
  const judged = [...first, ...[...new Set(concerned)].slice(0, MOST_CONCERNED)];
  const histories = await read(judged, known);
  return verdict({ slice, judged, histories, facts: await factsOf(tenant, judged), rows });
}

const isLeftInside = ({ rule }: ExceptionRow) => rule === 'left-inside';

/** Exceptions about the times of events that these events declare errors. */
async function ofDeclared(
  exceptions: Exceptions,
  tenant: string,
  slice: readonly StoredEvent[],
  counts: readonly ExceptionCount[],
): Promise<ExceptionRow[]> {
  const rule = 'impossible-time';
  if (!counts.some((count) => count.rule === rule)) return [];
  const declared = slice.filter(({ event }) => event.errorDeclaration !== undefined).map(({ eventId }) => eventId);
  const ids = declared.map((id) => exceptionId({ rule, subject: id, eventIds: [id] }));
  return (await exceptions.byIds(tenant, ids)).filter(isActive);
}

interface Known {
  readonly slice: readonly StoredEvent[];
  readonly judged: readonly string[];
  readonly histories: Histories;
  readonly facts: Awaited<ReturnType<FactsOf>>;
  readonly rows: readonly ExceptionRow[];
}

const historyTooLong = (epc: string): Finding => ({
  rule: 'history-too-long',
  subject: epc,
  epcs: [epc],
  eventIds: [],
  detail: `more events name ${epc} than are read at once`,
});

const nothing = { issued: false, pooled: false, claimed: false };

function verdict({ slice, judged, histories, facts, rows }: Known): Judged {
  const { steps, events, tooLong } = histories;
  const isPartial = ({ epcs }: Pick<Finding, 'epcs'>) => epcs.some((epc) => tooLong.has(epc));
  // Of a history that is not all there nothing is found, and nothing withdrawn.
  const ofUnits = judged.flatMap((epc) =>
    tooLong.has(epc)
      ? [historyTooLong(epc)]
      : checkUnit({ epc, steps: steps.get(epc) ?? [], facts: facts.get(epc) ?? nothing, others: steps }).filter(
          (one) => !isPartial(one),
        ),
  );
  const wrong = new Set(
    [...events, ...slice].flatMap(({ event, eventId }) => (event.errorDeclaration === undefined ? [] : [eventId])),
  );
  const ofEvents = slice.filter(({ eventId }) => !wrong.has(eventId)).flatMap(checkEvent);
  const findings = [...ofUnits, ...ofEvents];
  const found = new Set(findings.map(exceptionId));
  const isJudgedNow = new Set(judged);
  const isExplained = ({ rule, subject, exceptionId, epcs }: ExceptionRow) =>
    rule === 'impossible-time'
      ? wrong.has(subject)
      : !apart.has(rule) && isJudgedNow.has(subject) && !isPartial({ epcs }) && !found.has(exceptionId);
  const explained = new Map(rows.filter(isExplained).map((row) => [row.exceptionId, row]));
  return { findings, explained: [...explained.values()] };
}

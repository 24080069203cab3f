import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { type QueryMessage, queryLimits } from '../query-message.ts';
import { type Asked, QUERY_RULE } from './asked.ts';
import type { EventQuery, QueryHints, TimeRange } from './event-query.ts';
import { type Condition, definitionsIn, viewOf } from './event-view.ts';
import { findFamily } from './find-family.ts';
import type { MasterDataQuestion } from './master-data-condition.ts';
import { type Controls, readControls } from './read-order.ts';
import { type Question, readQuestion } from './read-question.ts';

/**
 * Reads the parameters of SimpleEventQuery (EPCIS 2.0 §8.2.7.1); `parameter-table.ts` lists them all. Numbers, truths and lists of one may come as
 * text. Refuses the first parameter that is unknown or has a wrong value as `bad-parameter`, `at` its name.
 */
export function readEventQuery({ params, context }: QueryMessage): EventQuery | Refusal {
  const definitions = definitionsIn(context);
  const names = Object.keys(params);
  if (names.length > queryLimits.params)
    return refuse('bad-parameter', `more than ${queryLimits.params} parameters`, { rule: QUERY_RULE });
  const questions: Question[] = [];
  const controls: Record<string, Asked> = {};
  for (const [name, value] of Object.entries(params)) {
    const found = findFamily(name, definitions);
    if (isRefusal(found)) return found;
    const asked: Asked = { name, chosen: found.chosen, value, definitions };
    if (found.family.asks.is === 'control') controls[name] = asked;
    const question = readQuestion(found.family, asked);
    if (isRefusal(question)) return question;
    questions.push(question);
  }
  const read = readControls(controls);
  return isRefusal(read) ? read : queryOf(questions, read);
}

function queryOf(questions: readonly Question[], controls: Controls): EventQuery {
  // What is decided quickly is asked first: an event may name half a million things.
  const conditions = [...questions]
    .sort((a, b) => Number(a.isDear ?? false) - Number(b.isDear ?? false))
    .flatMap(({ condition }) => condition ?? []);
  const masterData = questions.flatMap((question) => question.masterData ?? []);
  return {
    ...controls,
    hints: merged(questions.map(({ hints }) => hints ?? {})),
    needs: masterData.map(({ need }) => need),
    matcher: (answers) => {
      const all = [...answered(masterData, answers), ...conditions];
      return (queried) => {
        const view = viewOf(queried);
        return all.every((holds) => holds(view));
      };
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

const answered = (masterData: readonly MasterDataQuestion[], answers: readonly ReadonlySet<string>[]): Condition[] =>
  masterData.map(({ conditionOf }, index) => conditionOf(answers[index] ?? NONE));

/** Every parameter has a name of its own, so no two of them say the same single thing. */
function merged(all: readonly Partial<QueryHints>[]): QueryHints {
  const eventIds = all.find((hints) => hints.eventIds)?.eventIds;
  const transformationIds = all.find((hints) => hints.transformationIds)?.transformationIds;
  return {
    ...(eventIds !== undefined && { eventIds }),
    ...(transformationIds !== undefined && { transformationIds }),
    things: all.flatMap(({ things = [] }) => things),
    classes: all.flatMap(({ classes = [] }) => classes),
    transactions: all.flatMap(({ transactions = [] }) => transactions),
    marks: all.flatMap(({ marks = [] }) => marks),
    eventTime: rangeOf(all.map(({ eventTime }) => eventTime)),
    recordTime: rangeOf(all.map(({ recordTime }) => recordTime)),
  };
}

function rangeOf(ranges: readonly (TimeRange | undefined)[]): TimeRange {
  const from = ranges.find((range) => range?.from !== undefined)?.from;
  const to = ranges.find((range) => range?.to !== undefined)?.to;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

import { isRefusal, type Refusal } from '../../refusal.ts';
import type { Asked } from './asked.ts';
import { truthAsked } from './asked.ts';
import type { MarkedField, QueryHints } from './event-query.ts';
import { type Condition, objectsIn, sensorElements, sensorReports } from './event-view.ts';
import { fieldCondition } from './field-condition.ts';
import { readFieldName } from './field-name.ts';
import { attributeQuestion, descendantsQuestion, type MasterDataQuestion } from './master-data-condition.ts';
import { numberCondition } from './number-condition.ts';
import type { ParameterFamily, Subject } from './parameter-table.ts';
import { textQuestion } from './text-condition.ts';
import type { TextFieldName } from './text-fields.ts';
import { classQuestion, lookedUp, type ThingQuestion, thingQuestion } from './thing-condition.ts';
import { timeQuestion } from './time-condition.ts';

/** One parameter, read: the condition that it sets, and what of it an index can serve. Neither: it restricts nothing. */
export interface Question {
  readonly condition?: Condition;
  /** The condition has a look at everything that an event names. */
  readonly isDear?: boolean;
  readonly masterData?: MasterDataQuestion;
  readonly hints?: Partial<QueryHints>;
}

/** Reads one parameter that restricts events. */
export function readQuestion({ asks }: ParameterFamily, asked: Asked): Question | Refusal {
  switch (asks.is) {
    case 'texts':
      return textHinted(asks.of, asked);
    case 'time':
      return timeHinted(asks, asked);
    case 'things':
      return dear(thingQuestion(asks.roles, asked), ({ ids: epcs }) =>
        epcs === undefined ? {} : { things: [{ parameter: asked.name, epcs, roles: asks.roles }] },
      );
    case 'classes':
      return dear(classQuestion(asks.lists, asked), ({ ids: classes }) =>
        classes === undefined ? {} : { classes: [{ parameter: asked.name, classes }] },
      );
    case 'number':
      return judged(numberCondition(asks.of, asks.operator, asked));
    case 'presence':
    case 'boolean':
      return judged(truthCondition(asks, asked));
    case 'field': {
      const names = readFieldName(asked.chosen, asked.definitions)?.names ?? new Set();
      return judged(fieldCondition({ place: asks.place, isInner: asks.isInner, names }, asks.operator, asked));
    }
    case 'descendants':
      return looked(descendantsQuestion(asks.of, asked));
    case 'attribute':
      return looked(attributeQuestion(asks.of, asks.withValue, asked));
    case 'control':
      return {};
  }
}

function judged(condition: Condition | undefined | Refusal): Question | Refusal {
  if (isRefusal(condition)) return condition;
  return condition === undefined ? {} : { condition };
}

const looked = (masterData: MasterDataQuestion | Refusal): Question | Refusal =>
  isRefusal(masterData) ? masterData : { masterData };

function dear(
  question: ThingQuestion | Refusal,
  hintsOf: (question: ThingQuestion) => Partial<QueryHints>,
): Question | Refusal {
  if (isRefusal(question)) return question;
  return { condition: question.condition, isDear: true, hints: hintsOf(question) };
}

const marked: readonly MarkedField[] = ['eventType', 'bizStep', 'disposition', 'readPoint', 'bizLocation'];

function textHinted(of: TextFieldName, asked: Asked): Question | Refusal {
  const question = textQuestion(of, asked);
  if (isRefusal(question)) return question;
  const { wanted, condition } = question;
  const sent = typeof asked.value === 'string' ? [asked.value] : Array.isArray(asked.value) ? asked.value : [];
  const values = lookedUp(wanted, sent);
  const field = marked.find((name) => name === of);
  if (field !== undefined) return { condition, hints: { marks: [{ field, values }] } };
  if (of === 'eventID') return { condition, hints: { eventIds: [...wanted] } };
  if (of === 'transformationID') return { condition, hints: { transformationIds: values } };
  if (of === 'bizTransaction') return { condition, hints: { transactions: [{ parameter: asked.name, ids: values }] } };
  return { condition };
}

function timeHinted({ of, operator }: Extract<Subject, { is: 'time' }>, asked: Asked): Question | Refusal {
  const question = timeQuestion(of, operator, asked);
  if (isRefusal(question)) return question;
  const { bound, condition } = question;
  const range = operator === 'GE' ? { from: bound } : { to: bound };
  const isIndexed = of === 'eventTime' || of === 'recordTime';
  return { condition, ...(isIndexed && { hints: { [of]: range } }) };
}

/** Presence that is not asked for is not forbidden: false restricts nothing. */
function truthCondition(
  asks: Extract<Subject, { is: 'presence' | 'boolean' }>,
  asked: Asked,
): Condition | undefined | Refusal {
  const truth = truthAsked(asked);
  if (isRefusal(truth)) return truth;
  if (asks.is === 'boolean') return (view) => sensorReports(view).some((report) => report['booleanValue'] === truth);
  if (!truth) return undefined;
  if (asks.of === 'sensorElementList') return (view) => sensorElements(view).length > 0;
  return ({ tree }) => objectsIn(tree, asks.of).length > 0;
}

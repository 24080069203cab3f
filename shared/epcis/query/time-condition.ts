import { isRefusal, type Refusal } from '../../refusal.ts';
import { instantOf, isTime } from '../time.ts';
import { type Asked, timeAsked } from './asked.ts';
import { type Condition, type EventView, objectsIn, sensorMetadata, sensorReports, textsIn } from './event-view.ts';

/** Fields that are times, by the name that their parameters have for them. */
export type TimeField = 'eventTime' | 'recordTime' | 'errorDeclarationTime' | 'time' | 'startTime' | 'endTime';

const timesOf: Readonly<Record<TimeField, (view: EventView) => readonly string[]>> = {
  eventTime: ({ queried }) => [queried.event.eventTime],
  recordTime: ({ queried }) => [queried.recordTime],
  errorDeclarationTime: ({ tree }) =>
    objectsIn(tree, 'errorDeclaration').flatMap((each) => textsIn(each, 'declarationTime')),
  time: (view) => [...sensorMetadata(view), ...sensorReports(view)].flatMap((each) => textsIn(each, 'time')),
  startTime: (view) => sensorMetadata(view).flatMap((each) => textsIn(each, 'startTime')),
  endTime: (view) => sensorMetadata(view).flatMap((each) => textsIn(each, 'endTime')),
};

/** A bound of time. */
export interface TimeQuestion {
  /** Milliseconds since 1970. */
  readonly bound: number;
  readonly condition: Condition;
}

/** Reads a bound of time: GE is inclusive, LT exclusive, instants compare whatever their zones. */
export function timeQuestion(field: TimeField, operator: 'GE' | 'LT', asked: Asked): TimeQuestion | Refusal {
  const bound = timeAsked(asked);
  if (isRefusal(bound)) return bound;
  const fits = operator === 'GE' ? (at: number) => at >= bound : (at: number) => at < bound;
  return { bound, condition: (view) => timesOf[field](view).some((time) => isTime(time) && fits(instantOf(time))) };
}

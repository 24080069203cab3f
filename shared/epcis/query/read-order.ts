import { isRefusal, type Refusal } from '../../refusal.ts';
import { instantOf, isTime } from '../time.ts';
import { type Asked, digitsOf, refuseParameter, shown, singleAsked } from './asked.ts';
import type { EventQuery, OrderKey, Queried } from './event-query.ts';
import { viewOf } from './event-view.ts';
import { fieldOrder } from './field-condition.ts';
import { readFieldName } from './field-name.ts';

/** What orders the answer, how much of it is wanted, and how much is too much. */
export type Controls = Pick<EventQuery, 'order' | 'eventCountLimit' | 'maxEventCount' | 'orderValue'>;

/** The parameters that say nothing about single events, by name. */
export type AskedControls = Readonly<Record<string, Asked | undefined>>;

/** Reads orderBy, orderDirection, eventCountLimit and maxEventCount. Without an order events come latest first. */
export function readControls(asked: AskedControls): Controls | Refusal {
  const { orderBy, orderDirection, eventCountLimit, maxEventCount } = asked;
  const order = orderBy === undefined ? byEventTime : readOrder(orderBy);
  if (isRefusal(order)) return order;
  const descending = orderDirection === undefined ? true : isDescending(orderDirection);
  if (isRefusal(descending)) return descending;
  if (eventCountLimit !== undefined && maxEventCount !== undefined)
    return refuseParameter('eventCountLimit', 'and maxEventCount exclude each other', 'send one of them');
  if (eventCountLimit !== undefined && orderBy === undefined)
    return refuseParameter('eventCountLimit', 'needs an order, of which it takes the first', 'add orderBy');
  const limit = eventCountLimit === undefined ? undefined : countAsked(eventCountLimit);
  if (isRefusal(limit)) return limit;
  const most = maxEventCount === undefined ? undefined : countAsked(maxEventCount);
  if (isRefusal(most)) return most;
  return {
    order: { by: order.by, descending },
    orderValue: order.valueIn,
    ...(limit !== undefined && { eventCountLimit: limit }),
    ...(most !== undefined && { maxEventCount: most }),
  };
}

interface Order {
  readonly by: OrderKey;
  valueIn(queried: Queried): number | string | undefined;
}

const instant = (time: string): number | undefined => (isTime(time) ? instantOf(time) : undefined);
const byEventTime: Order = { by: 'eventTime', valueIn: ({ event }) => instant(event.eventTime) };
const byRecordTime: Order = { by: 'recordTime', valueIn: ({ recordTime }) => instant(recordTime) };

function readOrder(asked: Asked): Order | Refusal {
  const text = singleAsked(asked);
  if (isRefusal(text)) return text;
  if (text === 'eventTime') return byEventTime;
  if (text === 'recordTime') return byRecordTime;
  const field = readFieldName(String(text), asked.definitions);
  if (field === undefined)
    return refuseParameter(
      asked.name,
      `cannot be ${shown(String(text))}`,
      'order by eventTime, recordTime, or an extension field whose prefix is defined',
    );
  const valueIn = fieldOrder(field.names);
  return { by: { field: field.written }, valueIn: (queried) => valueIn(viewOf(queried)) };
}

function isDescending(asked: Asked): boolean | Refusal {
  const direction = singleAsked(asked);
  if (isRefusal(direction)) return direction;
  if (direction === 'ASC' || direction === 'DESC') return direction === 'DESC';
  return refuseParameter(asked.name, `is ${shown(String(direction))}`, 'send ASC or DESC');
}

/** A number of events, from 1. */
function countAsked(asked: Asked): number | Refusal {
  const value = singleAsked(asked);
  if (isRefusal(value)) return value;
  const digits = digitsOf(value) ?? '';
  if (/^[1-9]\d*$/.test(digits) && Number.isSafeInteger(Number(digits))) return Number(digits);
  const text = typeof value === 'object' ? digits : String(value);
  return refuseParameter(asked.name, `is ${shown(text)}, which is no count of events`, 'send a whole number from 1');
}

import type { Theme } from './conformance-case.ts';
import { asConformance, finds, type ParameterCase } from './parameter-case.ts';

/** What each operator finds of three events that have 10, 20 and 30, asked for the second. */
export const foundBy = { EQ: 'mid', GT: 'high', GE: 'mid high', LT: 'low', LE: 'low mid' } as const;
export const operators = ['EQ', 'GT', 'GE', 'LT', 'LE'] as const;
const orders = ['GT', 'GE', 'LT', 'LE'] as const;

type Operator = (typeof operators)[number];

/** A number of a quantity or a reading with each operator. `asked` is the second event's number in the unit of the parameter. */
const compared = (field: string, unit: string, asked: string, some: readonly Operator[], also?: string) =>
  some.map((operator) =>
    finds(
      `${operator}_${field}${unit === '' ? '' : '_<uom>'}`,
      { [`${operator}_${field}${unit}`]: asked },
      foundBy[operator],
      also,
    ),
  );

const numbers: ParameterCase[] = [
  ...compared('quantity', '', '20', operators),
  ...compared('quantity', '_KGM', '20', operators),
  ...compared('quantity', '_GRM', '20000', operators, 'in another unit'),
  ...compared('value', '_CEL', '20', operators),
  ...compared('value', '_KEL', '293.15', operators, 'in another unit'),
  ...compared('minValue', '_FAH', '68', orders),
  ...compared('maxValue', '_CEL', '20', orders),
  ...compared('meanValue', '_KEL', '293.15', orders),
  ...compared('sDev', '_CEL', '20', orders),
  ...compared('percValue', '_CEL', '20', orders),
  ...compared('percRank', '', '20', orders),
  finds('EQ_quantity', { EQ_quantity: '10|30' }, 'low high', 'a list'),
  finds('GE_value_<uom>', { GE_value_KGM: '0' }, '', 'a unit of another dimension'),
];

const stories = ['commission', 'pack', 'ship', 'unpack', 'transform', 'associate', 'order', 'declared', 'laboratory'];

/** A time with both bounds; the three events have minute 10, 20 and 30 of one hour. */
const times = (field: string, hour: string, ends: string, before = '') => [
  finds(`GE_${field}`, { [`GE_${field}`]: (_, { day }) => `${day}T${hour}:20:00Z` }, `mid high ${ends}`),
  finds(`LT_${field}`, { [`LT_${field}`]: (_, { day }) => `${day}T${hour}:20:00Z` }, `${before} low`),
];

const whenCases: ParameterCase[] = [
  ...times('eventTime', '09', '', stories.join(' ')),
  finds('GE_eventTime', { GE_eventTime: (_, { day }) => `${day}T11:20:00+02:00` }, 'mid high', 'in another zone'),
  finds('GE_recordTime', { GE_recordTime: (_, { laterRecordTime }) => laterRecordTime }, 'low mid high'),
  finds('LT_recordTime', { LT_recordTime: (_, { laterRecordTime }) => laterRecordTime }, stories.join(' ')),
  ...times('errorDeclarationTime', '14', 'declared'),
  ...times('time', '13', ''),
  ...times('startTime', '11', ''),
  ...times('endTime', '12', ''),
];

export const parameterNumbers: Theme = {
  name: 'parameter-number',
  cases: [...numbers, ...whenCases].map(asConformance),
};

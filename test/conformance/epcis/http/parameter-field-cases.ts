import type { Theme } from './conformance-case.ts';
import { asConformance, finds, levelLabels, type ParameterCase } from './parameter-case.ts';
import { foundBy, operators } from './parameter-number-cases.ts';

/** Where extensions may stand, as names of parameters say it. */
const places = ['', 'ILMD_', 'ERROR_DECLARATION_', 'SENSORELEMENT_', 'SENSORMETADATA_', 'SENSORREPORT_'];

/** Every operator on the field of a place, or on one that lies deeper there; the other form finds nothing. */
const fieldsAt = (place: string) =>
  ['', 'INNER_'].flatMap((inner) => {
    const [name, other] = inner === '' ? ['ex:size', 'ex:deep'] : ['ex:deep', 'ex:size'];
    const family = (operator: string) => `${operator}_${inner}${place}<field>`;
    const parameter = (operator: string, field: string) => `${operator}_${inner}${place}${field}`;
    return [
      ...operators.map((operator) => finds(family(operator), { [parameter(operator, name)]: '20' }, foundBy[operator])),
      finds(family('EXISTS'), { [parameter('EXISTS', name)]: 'true' }, levelLabels),
      finds(
        family('EXISTS'),
        { [parameter('EXISTS', other)]: 'true' },
        '',
        inner === '' ? 'not inside' : 'not outside',
      ),
    ];
  });

const ofLocations: ParameterCase[] = [
  finds('EQ_readPoint_<field>', { 'EQ_readPoint_ex:gate': 'north|west' }, 'commission'),
  finds('EQ_INNER_readPoint_<field>', { 'EQ_INNER_readPoint_ex:shelf': 'top' }, 'commission'),
  finds('EQ_bizLocation_<field>', { 'EQ_bizLocation_ex:gate': 'north' }, '', 'another value'),
  finds('EQ_bizLocation_<field>', { 'EQ_bizLocation_ex:gate': 'south' }, 'commission'),
  finds('EQ_INNER_bizLocation_<field>', { 'EQ_INNER_bizLocation_ex:shelf': 'low' }, 'commission'),
];

const ofKinds: ParameterCase[] = [
  finds('EQ_<field>', { 'EQ_ex:text': 'red|blue' }, 'commission', 'a text'),
  finds('EQ_<field>', { 'EQ_ex:flag': 'true' }, 'commission', 'a truth'),
  finds('EQ_<field>', { 'EQ_ex:moment': '2026-01-01T09:00:00Z' }, 'commission', 'an instant'),
  finds('LT_<field>', { 'LT_ex:moment': '2026-01-01T09:00:01Z' }, 'commission', 'a time'),
  finds('EQ_<field>', { 'EQ_ex:many': 'two' }, 'commission', 'any of several'),
  finds('GT_<field>', { 'GT_ex:size': '9.5' }, levelLabels, 'numbers, not texts'),
  finds('EQ_<field>', { 'EQ_https://ns.example.org/epcis/text': 'blue' }, 'commission', 'named in full'),
  finds('GE_<field>', { 'GE_ex:text': '1' }, '', 'no number there'),
];

const inOrder = (family: string, query: ParameterCase['query'], labels: string, also?: string): ParameterCase => ({
  ...finds(family, query, labels, also),
  inOrder: true,
});

const controls: ParameterCase[] = [
  inOrder('orderBy', { orderBy: 'eventTime', 'GE_ex:size': '0' }, 'high mid low'),
  inOrder('orderBy', { orderBy: 'ex:size', 'GE_ex:size': '0' }, 'high mid low', 'an extension'),
  inOrder('orderBy', { orderBy: 'ex:name', orderDirection: 'ASC', 'GE_ex:size': '0' }, 'high low mid', 'a text'),
  inOrder('orderDirection', { orderBy: 'eventTime', orderDirection: 'ASC', 'GE_ex:size': '0' }, 'low mid high'),
  inOrder(
    'orderDirection',
    { orderBy: 'recordTime', orderDirection: 'ASC', EXISTS_errorDeclaration: 'true', eventCountLimit: '1' },
    'declared',
    'of record time',
  ),
  inOrder('eventCountLimit', { orderBy: 'ex:size', eventCountLimit: '2', 'GE_ex:size': '0' }, 'high mid'),
  finds('maxEventCount', { maxEventCount: '3', 'GE_ex:size': '0' }, levelLabels, 'not exceeded'),
];

export const parameterFields: Theme = {
  name: 'parameter-field',
  cases: [...places.flatMap(fieldsAt), ...ofLocations, ...ofKinds, ...controls].map(asConformance),
};

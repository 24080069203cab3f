import type { Operator } from './compare-decimals.ts';
import type { FieldPlace } from './event-fields.ts';
import type { MatchRole } from './event-query.ts';
import { type NumberField, quantityLists } from './number-condition.ts';
import { type TextField, type TextFieldName, textFields, typesOf } from './text-fields.ts';
import type { TimeField } from './time-condition.ts';
import { type VocabularyReference, vocabularyFields } from './vocabulary-fields.ts';

/** What the value of a parameter is, in words. */
export type ValueKind =
  | 'event type'
  | 'ADD, OBSERVE or DELETE'
  | 'CBV word or URI'
  | 'URI'
  | 'URI or pattern'
  | 'text'
  | 'hexadecimal'
  | 'time'
  | 'number'
  | 'true or false'
  | 'text, number, truth or time'
  | 'number or time'
  | 'name of an attribute'
  | 'field to order by'
  | 'ASC or DESC'
  | 'whole number';

/** What a parameter looks at, and how. */
export type Subject =
  | { readonly is: 'texts'; readonly of: TextFieldName }
  | { readonly is: 'time'; readonly of: TimeField; readonly operator: 'GE' | 'LT' }
  | { readonly is: 'things'; readonly roles: readonly MatchRole[] }
  | { readonly is: 'classes'; readonly lists: readonly string[] }
  | { readonly is: 'number'; readonly of: NumberField; readonly operator: Operator }
  | { readonly is: 'presence'; readonly of: 'errorDeclaration' | 'sensorElementList' }
  | { readonly is: 'boolean' }
  | {
      readonly is: 'field';
      readonly place: FieldPlace;
      readonly isInner: boolean;
      readonly operator: Operator | 'EXISTS';
    }
  | { readonly is: 'descendants'; readonly of: 'readPoint' | 'bizLocation' }
  | { readonly is: 'attribute'; readonly of: VocabularyReference; readonly withValue: boolean }
  | { readonly is: 'control' };

/** One parameter of SimpleEventQuery, or all those that differ only in what the sender chooses. */
export interface ParameterFamily {
  /** As it is written; `<type>`, `<uom>`, `<field>` or `<attribute>` at the end is the sender's choice. */
  readonly name: string;
  /** True when several values are allowed; in a query string `|` joins them. */
  readonly isList: boolean;
  readonly value: ValueKind;
  readonly asks: Subject;
}

const operators = ['EQ', 'GT', 'GE', 'LT', 'LE'] as const;
const orders = ['GT', 'GE', 'LT', 'LE'] as const;

const row = (name: string, isList: boolean, value: ValueKind, asks: Subject): ParameterFamily => ({
  name,
  isList,
  value,
  asks,
});

function textValue({ kind }: TextField): ValueKind {
  if (typeof kind === 'object') return 'CBV word or URI';
  const named = {
    type: 'event type',
    action: 'ADD, OBSERVE or DELETE',
    identifier: 'URI',
    'event-id': 'URI',
    text: 'text',
    hexadecimal: 'hexadecimal',
  } as const;
  return named[kind];
}

const textNames: readonly TextFieldName[] = [
  'eventType',
  'action',
  'bizStep',
  'disposition',
  'persistentDisposition_set',
  'persistentDisposition_unset',
  'readPoint',
  'bizLocation',
  'bizTransaction',
  'source',
  'destination',
  'transformationID',
  'eventID',
  'errorReason',
  'correctiveEventID',
  'type',
  'deviceID',
  'dataProcessingMethod',
  'bizRules',
  'microorganism',
  'chemicalSubstance',
  'stringValue',
  'hexBinaryValue',
  'uriValue',
];

const texts = textNames.map((of) => {
  const name = of === 'eventType' ? of : `EQ_${of}${typesOf(of) === undefined ? '' : '_<type>'}`;
  return row(name, true, textValue(textFields[of]), { is: 'texts', of });
});

const timeNames: readonly TimeField[] = [
  'eventTime',
  'recordTime',
  'errorDeclarationTime',
  'time',
  'startTime',
  'endTime',
];
const times = timeNames.flatMap((of) =>
  (['GE', 'LT'] as const).map((operator) => row(`${operator}_${of}`, false, 'time', { is: 'time', of, operator })),
);

const matched: readonly (readonly [name: string, roles: readonly MatchRole[]])[] = [
  ['MATCH_epc', ['epc', 'child']],
  ['MATCH_parentID', ['parent']],
  ['MATCH_inputEPC', ['input']],
  ['MATCH_outputEPC', ['output']],
  ['MATCH_anyEPC', ['epc', 'child', 'parent', 'input', 'output']],
];
const things = matched.map(([name, roles]) => row(name, true, 'URI or pattern', { is: 'things', roles }));

const [own, ofChildren, ofInput, ofOutput] = quantityLists;
const listed: readonly (readonly [name: string, lists: readonly string[]])[] = [
  ['MATCH_epcClass', [own, ofChildren]],
  ['MATCH_inputEPCClass', [ofInput]],
  ['MATCH_outputEPCClass', [ofOutput]],
  ['MATCH_anyEPCClass', quantityLists],
];
const classes = listed.map(([name, lists]) => row(name, true, 'URI or pattern', { is: 'classes', lists }));

const number = (name: string, of: NumberField, operator: Operator) =>
  row(name, operator === 'EQ', 'number', { is: 'number', of, operator });

const measured = ['minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'] as const;
const numbers = [
  ...operators.map((operator) => number(`${operator}_quantity`, 'quantity', operator)),
  ...operators.map((operator) => number(`${operator}_quantity_<uom>`, 'quantity', operator)),
  ...operators.map((operator) => number(`${operator}_value_<uom>`, 'value', operator)),
  ...measured.flatMap((of) => orders.map((operator) => number(`${operator}_${of}_<uom>`, of, operator))),
  ...orders.map((operator) => number(`${operator}_percRank`, 'percRank', operator)),
];

const truths = [
  row('EXISTS_errorDeclaration', false, 'true or false', { is: 'presence', of: 'errorDeclaration' }),
  row('EXISTS_sensorElementList', false, 'true or false', { is: 'presence', of: 'sensorElementList' }),
  row('EQ_booleanValue', false, 'true or false', { is: 'boolean' }),
];

function fieldRow(operator: Operator | 'EXISTS', isInner: boolean, infix: string, place: FieldPlace): ParameterFamily {
  const values: Record<typeof operator, ValueKind> = {
    EXISTS: 'true or false',
    EQ: 'text, number, truth or time',
    GT: 'number or time',
    GE: 'number or time',
    LT: 'number or time',
    LE: 'number or time',
  };
  const name = `${operator}_${isInner ? 'INNER_' : ''}${infix}<field>`;
  return row(name, operator === 'EQ', values[operator], { is: 'field', place, isInner, operator });
}

const places: readonly (readonly [infix: string, place: FieldPlace])[] = [
  ['', 'event'],
  ['ILMD_', 'ilmd'],
  ['ERROR_DECLARATION_', 'errorDeclaration'],
  ['SENSORELEMENT_', 'sensorElement'],
  ['SENSORMETADATA_', 'sensorMetadata'],
  ['SENSORREPORT_', 'sensorReport'],
];
const fields = [
  ...places.flatMap(([infix, place]) =>
    [false, true].flatMap((isInner) =>
      ([...operators, 'EXISTS'] as const).map((operator) => fieldRow(operator, isInner, infix, place)),
    ),
  ),
  ...(['readPoint', 'bizLocation'] as const).flatMap((place) =>
    [false, true].map((isInner) => fieldRow('EQ', isInner, `${place}_`, place)),
  ),
];

const masterData = [
  row('WD_readPoint', true, 'URI', { is: 'descendants', of: 'readPoint' }),
  row('WD_bizLocation', true, 'URI', { is: 'descendants', of: 'bizLocation' }),
  ...vocabularyFields.flatMap((of) => [
    row(`HASATTR_${of}`, true, 'name of an attribute', { is: 'attribute', of, withValue: false }),
    row(`EQATTR_${of}_<attribute>`, true, 'text', { is: 'attribute', of, withValue: true }),
  ]),
];

const control = { is: 'control' } as const;
const controls = [
  row('orderBy', false, 'field to order by', control),
  row('orderDirection', false, 'ASC or DESC', control),
  row('eventCountLimit', false, 'whole number', control),
  row('maxEventCount', false, 'whole number', control),
];

/**
 * Every parameter of SimpleEventQuery (EPCIS 2.0 §8.2.7.1), and nothing else: what is not here is refused. Reading, documentation and conformance
 * all follow this table.
 */
export const parameterFamilies: readonly ParameterFamily[] = [
  ...texts,
  ...times,
  ...things,
  ...classes,
  ...numbers,
  ...truths,
  ...fields,
  ...masterData,
  ...controls,
];

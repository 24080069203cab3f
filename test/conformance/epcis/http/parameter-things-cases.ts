import type { Theme } from './conformance-case.ts';
import { allLabels, asConformance, finds, levelLabels, type ParameterCase } from './parameter-case.ts';
import { eventIdOf } from './parameter-events.ts';

const words: ParameterCase[] = [
  finds('eventType', { eventType: 'AggregationEvent|TransformationEvent' }, 'pack unpack transform'),
  finds('EQ_action', { EQ_action: 'DELETE' }, 'unpack'),
  finds('EQ_bizStep', { EQ_bizStep: 'shipping|packing' }, 'ship pack'),
  finds('EQ_bizStep', { EQ_bizStep: 'urn:epcglobal:cbv:bizstep:shipping' }, 'ship', 'as a URN'),
  finds('EQ_bizStep', { EQ_bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping' }, 'ship', 'as a web URI'),
  finds('EQ_bizStep', { EQ_bizStep: 'cbv:BizStep-shipping' }, 'ship', 'as a CURIE'),
  finds('EQ_disposition', { EQ_disposition: 'in_transit' }, 'ship'),
  finds('EQ_disposition', { EQ_disposition: 'urn:epcglobal:cbv:disp:active|in_transit' }, 'commission ship', 'mixed'),
  finds('EQ_persistentDisposition_set', { EQ_persistentDisposition_set: 'completeness_verified' }, 'pack'),
  finds('EQ_persistentDisposition_unset', { EQ_persistentDisposition_unset: 'completeness_verified' }, 'unpack'),
  finds('EQ_readPoint', { EQ_readPoint: ({ line, dock }) => `${line}|${dock}` }, 'commission ship'),
  finds('EQ_bizLocation', { EQ_bizLocation: ({ hall }) => hall }, 'commission'),
  finds(
    'EQ_bizLocation',
    { EQ_bizLocation: (_, { word }) => `https://id.gs1.org/414/9521321000179/254/${word}-hall` },
    'commission',
    'as a Digital Link',
  ),
  finds('EQ_bizTransaction_<type>', { EQ_bizTransaction_po: ({ order }) => order }, 'ship'),
  finds(
    'EQ_bizTransaction_<type>',
    { 'EQ_bizTransaction_urn:epcglobal:cbv:btt:inv': ({ order }) => order },
    'order',
    'the type as a URN',
  ),
  finds('EQ_source_<type>', { EQ_source_owning_party: ({ seller }) => seller }, 'ship'),
  finds('EQ_source_<type>', { EQ_source_possessing_party: ({ seller }) => seller }, '', 'another type'),
  finds('EQ_destination_<type>', { EQ_destination_possessing_party: ({ buyer }) => buyer }, 'ship'),
  finds('EQ_transformationID', { EQ_transformationID: ({ recipe }) => recipe }, 'transform'),
  finds(
    'EQ_eventID',
    { EQ_eventID: (_, names) => `${eventIdOf(names, 'ship')}|${eventIdOf(names, 'low')}` },
    'ship low',
  ),
  finds('EQ_errorReason', { EQ_errorReason: 'incorrect_data' }, 'declared'),
  finds('EQ_correctiveEventID', { EQ_correctiveEventID: (_, names) => eventIdOf(names, 'ship') }, 'declared'),
];

const sensors: ParameterCase[] = [
  finds('EQ_type', { EQ_type: 'Temperature' }, levelLabels),
  finds('EQ_type', { EQ_type: 'gs1:RelativeHumidity' }, 'laboratory', 'as a CURIE'),
  finds('EQ_type', { EQ_type: 'https://gs1.org/voc/RelativeHumidity' }, 'laboratory', 'as a web URI'),
  finds('EQ_deviceID', { EQ_deviceID: ({ device }) => device }, 'laboratory'),
  finds('EQ_deviceID', { EQ_deviceID: ({ probe }) => probe }, 'laboratory', 'of a report'),
  finds('EQ_dataProcessingMethod', { EQ_dataProcessingMethod: ({ method }) => method }, 'laboratory'),
  finds('EQ_bizRules', { EQ_bizRules: ({ rules }) => rules }, 'laboratory'),
  finds('EQ_microorganism', { EQ_microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011' }, 'laboratory'),
  finds(
    'EQ_chemicalSubstance',
    { EQ_chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N' },
    'laboratory',
  ),
  finds('EQ_stringValue', { EQ_stringValue: 'clear|cloudy' }, 'laboratory'),
  finds('EQ_hexBinaryValue', { EQ_hexBinaryValue: 'F0F0' }, 'laboratory'),
  finds('EQ_uriValue', { EQ_uriValue: 'https://example.org/pictures/7' }, 'laboratory'),
  finds('EQ_booleanValue', { EQ_booleanValue: 'true' }, 'laboratory'),
  finds('EQ_booleanValue', { EQ_booleanValue: 'false' }, '', 'the other'),
  finds('EXISTS_sensorElementList', { EXISTS_sensorElementList: 'true' }, `laboratory ${levelLabels}`),
  finds('EXISTS_errorDeclaration', { EXISTS_errorDeclaration: 'true' }, `declared ${levelLabels}`),
  finds('EXISTS_errorDeclaration', { EXISTS_errorDeclaration: 'false' }, allLabels, 'false asks for nothing'),
];

const things: ParameterCase[] = [
  finds('MATCH_epc', { MATCH_epc: ({ first }) => first }, 'commission pack'),
  finds('MATCH_epc', { MATCH_epc: ({ firstLink }) => firstLink }, 'commission pack', 'as a Digital Link'),
  finds('MATCH_epc', { MATCH_epc: ({ first, second }) => `${first}|${second}` }, 'commission pack unpack', 'a list'),
  finds('MATCH_epc', { MATCH_epc: ({ input }) => input }, '', 'no input'),
  finds(
    'MATCH_epc',
    { MATCH_epc: 'urn:epc:idpat:sgtin:9521321.077777.*' },
    `commission pack unpack declared laboratory ${levelLabels}`,
    'a pattern',
  ),
  finds('MATCH_parentID', { MATCH_parentID: (it) => it.case }, 'pack unpack'),
  finds('MATCH_parentID', { MATCH_parentID: ({ trolley }) => trolley }, 'associate order', 'of other types'),
  finds('MATCH_inputEPC', { MATCH_inputEPC: ({ input, output }) => `${input}|${output}` }, 'transform'),
  finds('MATCH_outputEPC', { MATCH_outputEPC: ({ output }) => output }, 'transform'),
  finds('MATCH_anyEPC', { MATCH_anyEPC: (it) => it.case }, 'pack ship unpack associate order'),
  finds(
    'MATCH_anyEPC',
    { MATCH_anyEPC: ({ input, output }) => `${input}|${output}` },
    'transform declared laboratory',
    'of transformations',
  ),
  finds(
    'MATCH_epcClass',
    { MATCH_epcClass: ({ bulk, loose, raw }) => `${bulk}|${loose}|${raw}` },
    `pack ${levelLabels}`,
  ),
  finds('MATCH_inputEPCClass', { MATCH_inputEPCClass: ({ raw, made }) => `${raw}|${made}` }, 'transform'),
  finds('MATCH_outputEPCClass', { MATCH_outputEPCClass: ({ made }) => made }, 'transform'),
  finds(
    'MATCH_anyEPCClass',
    { MATCH_anyEPCClass: ({ loose, raw, made }) => `${loose}|${raw}|${made}` },
    'pack transform',
  ),
  finds(
    'MATCH_anyEPCClass',
    { MATCH_anyEPCClass: (_, { word }) => `https://id.gs1.org/01/09521321777774/10/${word}-loose` },
    'pack',
    'as a Digital Link',
  ),
];

const together: ParameterCase[] = [
  finds(
    'MATCH_anyEPC',
    { MATCH_anyEPC: (it) => it.case, EQ_action: 'ADD', eventType: 'AggregationEvent' },
    'pack',
    'and others',
  ),
  finds('GE_quantity', { GE_quantity: '15', LT_quantity: '25' }, 'mid', 'and LT_quantity'),
  finds('eventType', { eventType: 'ObjectEvent', EQ_bizStep: 'packing' }, '', 'and a step of another type'),
];

export const parameterThings: Theme = {
  name: 'parameter-things',
  cases: [...words, ...sensors, ...things, ...together].map(asConformance),
};

/**
 * Parameters of SimpleEventQuery (EPCIS 2.0 §8.2.7.1) that are the standard's but not answered here yet. Names that are neither these nor
 * built are misspelt.
 */
const names = new Set([
  'EQ_persistentDisposition_set',
  'EQ_persistentDisposition_unset',
  'WD_readPoint',
  'WD_bizLocation',
  'EQ_transformationID',
  'MATCH_epcClass',
  'MATCH_inputEPCClass',
  'MATCH_outputEPCClass',
  'MATCH_anyEPCClass',
  'EXISTS_errorDeclaration',
  'GE_errorDeclarationTime',
  'LT_errorDeclarationTime',
  'EQ_errorReason',
  'EQ_correctiveEventID',
  'EXISTS_sensorElementList',
  'GE_time',
  'LT_time',
  'GE_startTime',
  'LT_startTime',
  'GE_endTime',
  'LT_endTime',
  'EQ_type',
  'EQ_deviceID',
  'EQ_dataProcessingMethod',
  'EQ_bizRules',
  'EQ_microorganism',
  'EQ_chemicalSubstance',
  'EQ_stringValue',
  'EQ_hexBinaryValue',
  'EQ_uriValue',
  'EQ_booleanValue',
  'GT_percRank',
  'GE_percRank',
  'LT_percRank',
  'LE_percRank',
  'eventCountLimit',
  'maxEventCount',
]);

const sensor = '(minValue|maxValue|meanValue|sDev|percValue)';
const inside = '(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_)?';
const families = [
  /^EQ_(bizTransaction|source|destination)_.+$/,
  /^(EQ|GT|GE|LT|LE)_quantity(_[A-Z0-9]{2,3})?$/,
  /^(EQ|GT|GE|LT|LE)_value_[A-Z0-9]{2,3}$/,
  new RegExp(`^(GT|GE|LT|LE)_${sensor}_[A-Z0-9]{2,3}$`),
  new RegExp(`^(EQ|GT|GE|LT|LE|EXISTS)_${inside}[^:_]+:[^:]+$`),
  /^EQ_(INNER_)?(readPoint|bizLocation)_[^:]+:.+$/,
  /^HASATTR_[A-Za-z]+$/,
  /^EQATTR_[A-Za-z]+_.+$/,
];

/** True for a parameter of the standard. */
export const isStandardParameter = (name: string): boolean =>
  names.has(name) || families.some((family) => family.test(name));

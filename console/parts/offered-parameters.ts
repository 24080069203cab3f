/** Those that are asked for most, offered while a name is typed; every parameter of SimpleEventQuery is taken. */
export const OFFERED_PARAMETERS = [
  ...['eventType', 'GE_eventTime', 'LT_eventTime', 'GE_recordTime', 'EQ_action', 'EQ_bizStep', 'EQ_disposition'],
  ...['EQ_readPoint', 'WD_readPoint', 'EQ_bizLocation', 'WD_bizLocation', 'EQ_bizTransaction_po'],
  ...['EQ_source_owning_party', 'EQ_destination_owning_party', 'MATCH_epc', 'MATCH_parentID', 'MATCH_anyEPC'],
  ...['MATCH_epcClass', 'MATCH_anyEPCClass', 'EQ_ILMD_cbvmda:lotNumber', 'EXISTS_errorDeclaration'],
  'EQ_persistentDisposition_set',
];

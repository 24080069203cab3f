/** OPENSCSReturnEnum: what a method answers. Success is 1. */
export const returnCodes = [
  'Undefined',
  'NoError',
  'InvalidSerialNumberCollection',
  'InsufficientSerialNumbers',
  'InvalidSerialNumbersFormat',
  'InvalidRequestToken',
  'InvalidSelectionCriteria',
  'UnableToAcceptSerialNumberEvents',
  'UnableToAcceptLabelEvents',
  'UnableToAcceptSIDEvents',
  'UnknownAggregationSID',
  'InsufficientPrivilegeToExecute',
] as const;
export type ReturnCode = (typeof returnCodes)[number];

/** OPENSCSSerialNumberStateEnum. */
export const serialStates = [
  'Unassigned',
  'Unallocated',
  'Allocated',
  'SNInvalid',
  'Encoded',
  'LabelSampled',
  'LabelScrapped',
  'Commissioned',
  'Sampled',
  'Inactive',
  'Destroyed',
  'Released',
] as const;

import type { Theme } from './conformance-case.ts';
import { asConformance, finds, type ParameterCase } from './parameter-case.ts';

/** Which events name something of which master data tells an attribute, by field. */
const described = {
  readPoint: 'commission',
  bizLocation: 'commission',
  bizStep: 'ship',
  disposition: 'ship',
  bizTransaction: 'ship order',
  source: 'ship',
  destination: 'ship',
  epcClass: 'transform',
};

const descendants: ParameterCase[] = [
  finds('WD_readPoint', { WD_readPoint: ({ site }) => site }, 'commission'),
  finds('WD_readPoint', { WD_readPoint: ({ dock }) => dock }, 'ship', 'without master data'),
  finds('WD_bizLocation', { WD_bizLocation: ({ site }) => site }, 'commission'),
  finds('WD_bizLocation', { WD_bizLocation: ({ line }) => line }, '', 'not upwards'),
];

const attributes = Object.entries(described).map(([field, labels]) =>
  finds(`HASATTR_${field}`, { [`HASATTR_${field}`]: (_, { word }) => `ex:${word}-${field}|ex:nothing` }, labels),
);

/** The name of the attribute is part of the name of the parameter. */
const values = Object.entries(described).flatMap(([field, labels]) => [
  finds(`EQATTR_${field}_<attribute>`, { [`EQATTR_${field}_ex:{word}-${field}`]: 'yes|no' }, labels),
  finds(`EQATTR_${field}_<attribute>`, { [`EQATTR_${field}_ex:{word}-${field}`]: 'no' }, '', 'another value'),
]);

export const parameterMasterData: Theme = {
  name: 'parameter-master-data',
  cases: [...descendants, ...attributes, ...values].map(asConformance),
};

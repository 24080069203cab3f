import type { UAObject } from 'node-opcua-address-space';
import type { Bound } from './bound.ts';
import { add, set } from './instance.ts';
import { stringOf } from './variants.ts';

/** The kinds of identifiers that are understood (OPC 30260 §6.3.4). */
const sidClasses = [
  {
    name: 'SGTIN',
    SIDClassID: 'GS1:SGTIN',
    SyntaxSpecification: 'GTIN of 14 digits and a serial of 1 to 20 characters (GS1 General Specifications §3.5.2)',
    AllowedCharacterSet: 'GS1 AI encodable character set 82',
    IntendedUse: 'packs, and containers that have a GTIN of their own',
  },
  {
    name: 'SSCC',
    SIDClassID: 'GS1:SSCC',
    SyntaxSpecification: '18 digits, the last a check digit (GS1 General Specifications §3.3.1)',
    AllowedCharacterSet: '0-9',
    IntendedUse: 'containers',
  },
] as const;

/** Adds an object for each kind of identifier. */
export function addSidClasses(bound: Bound, folder: UAObject): void {
  for (const { name, ...properties } of sidClasses) {
    const object = add(bound, folder, name, 'OPENSCSSIDClassObjectType', ['IntendedUse']);
    const every = { SIDClassOwner: 'GS1, www.gs1.org', ...properties };
    for (const [key, value] of Object.entries(every)) set(bound, object, key, stringOf(value));
  }
}

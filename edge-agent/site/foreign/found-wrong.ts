import type { Finding, FindingCode } from '#shared/line/finding.ts';

const told: Readonly<Partial<Record<FindingCode, readonly [rule: string, remedy: string]>>> = {
  'foreign-code': [
    'GS1 General Specifications §2.1.3',
    'Take what bears it off the line, and find out where the code comes from.',
  ],
  'other-order': ['one order a line at a time', 'Find out how it came there; say it of its own order.'],
  'lot-contradicts': ['CBV 2.0 §9.2: lotNumber', 'Take what bears it off the line: its code says another lot.'],
  'expiry-contradicts': [
    'CBV 2.0 §9.2: itemExpirationDate',
    'Take what bears it off the line: its code says another date.',
  ],
  ended: [
    'every number has one fate (OPEN-SCS serial number states)',
    'Find out which is right; two packs may bear that number.',
  ],
  'commissioned-twice': [
    'GS1 General Specifications §2.1.3: one number, one pack',
    'Find out whether a second pack bears that number. What is said again after a lost answer bears the token that it had.',
  ],
  reintroduced: ['what was rejected is good again only by a person’s word', 'Have a person resolve the exception.'],
  'told-before': ['EPCIS 2.0 §7.4.2', 'It exists for the world: say that it is decommissioned or destroyed.'],
  'not-commissioned': [
    'EPCIS 2.0 §7.4.2: what is packed exists',
    'Say first that it is commissioned, and say this again.',
  ],
  'is-packed': [
    'EPCIS 2.0 §7.4.3: what is packed is unpacked first',
    'Say first that it is unpacked, and say this again.',
  ],
  'not-a-pack': ['OPEN-SCS serial number states', 'Say this of packs only.'],
  'number-used': [
    'GS1 General Specifications §2.2.1: one number, one container',
    'Find out whether two containers bear that number.',
  ],
  'wrong-level': ['the recipe’s levels', 'Pack the level below into it.'],
  'packed-twice': [
    'EPCIS 2.0 §7.4.3: one parent at a time',
    'Look which container it is in; say that it is unpacked there.',
  ],
  'twice-in-one': ['EPCIS 2.0 §7.4.3', 'Look whether two packs bear that number.'],
  'over-full': ['the recipe’s count', 'Count what is in it; take out what is too much.'],
  short: ['the recipe’s count', 'Say that it is partial, when it is meant to be.'],
  'partial-unapproved': ['the recipe: partial containers are approved', 'Have a person approve it.'],
  'mixed-lots': ['the recipe: containers of one lot', 'Take out what is of another lot.'],
  'claims-more': [
    'GS1 General Specifications §2.1.4',
    'Ask for an SSCC for a container that is not full or not of one lot.',
  ],
  'nothing-inside': ['EPCIS 2.0 §7.4.3', 'Look what is in it.'],
};

/** What is wrong with something that a line told. */
export function foundWrong(code: FindingCode, epc: string, detail: string, at: string, mayTell = false): Finding {
  const [rule, remedy] = told[code] ?? ['the records of the site', 'Find out which is right.'];
  return { code, detail, subjects: [epc], rule, remedy, mayTell, at };
}

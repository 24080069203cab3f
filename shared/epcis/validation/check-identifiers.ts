import { canonicalKey } from '../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../wire/json.ts';
import { type IdentifierKind, identifiersIn } from '../identifier-places.ts';
import { type Fault, wrong } from './finding.ts';
import { identifierFault } from './identifier-fault.ts';

/** Identifiers that claim to be GS1's must be well formed, and name what their place is for. */
export function* checkIdentifiers(tree: JsonObject): Generator<Fault> {
  for (const { path, kind, value } of identifiersIn(tree)) {
    const fault = identifierFault(path, value) ?? levelFault(path, kind, value) ?? placeFault(path, kind, value);
    if (fault !== undefined) yield fault;
  }
}

const LEVELS = 'CBV 2.0 §8.2 instances and §8.3 classes';

/** Instances are counted one by one, classes by quantity; each has its own lists. */
function levelFault(path: string, kind: IdentifierKind, value: string): Fault | undefined {
  if (kind !== 'instance' && kind !== 'class') return undefined;
  const level = levelOf(value);
  if (level === undefined || level === kind) return undefined;
  return kind === 'instance'
    ? wrong('class-among-instances', path, LEVELS, `"${value}" names a class`, 'name classes in a quantity list')
    : wrong('instance-among-classes', path, LEVELS, `"${value}" names an instance`, 'name instances in a list of EPCs');
}

/** Places and parties are told by their GLN, or by names of their senders. */
const locations = ['414', '417'];

/** GS1's own identifiers of things are no places and no parties; those of others may be anything. */
function placeFault(path: string, kind: IdentifierKind, value: string): Fault | undefined {
  if (kind !== 'place' && kind !== 'party') return undefined;
  const ai = canonicalKey(value)?.primary.ai;
  if (ai === undefined || locations.includes(ai)) return undefined;
  const remedy = kind === 'place' ? 'write its SGLN' : 'write its PGLN or SGLN';
  return wrong(`no-${kind}`, path, LOCATIONS, `"${value}" names no ${kind === 'place' ? 'location' : 'party'}`, remedy);
}

const LOCATIONS = 'CBV 2.0 location and source/destination identifiers';

/** Keys that name a class as long as nothing tells the instance, and how many digits they have then. */
const classLength = new Map([
  ['253', 13],
  ['255', 13],
  ['8003', 14],
]);

/** What a GS1 identifier names; undefined for others, which do not show it. */
export function levelOf(value: string): 'instance' | 'class' | undefined {
  if (value.startsWith('urn:epc:')) return /^urn:epc:(?:class|idpat):/.test(value) ? 'class' : 'instance';
  const key = /^https?:/i.test(value) ? canonicalKey(value) : undefined;
  if (key === undefined) return undefined;
  const { ai, value: digits } = key.primary;
  const told = key.qualifiers.some((qualifier) => ['21', '235', '8011'].includes(qualifier.ai));
  if (ai === '01' || ai === '8006' || ai === '8010') return told ? 'instance' : 'class';
  return classLength.get(ai) === digits.length ? 'class' : 'instance';
}

import type { Refusal } from '../../refusal.ts';
import { detached } from '../../wire/detached.ts';
import type { XmlAttribute } from '../../wire/read-xml.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { XmlName } from '../../wire/xml-names.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';
import type { DocumentForm } from '../document.ts';
import { isUri } from '../is-uri.ts';
import { isTime } from '../time.ts';
import type { Root } from './read-head.ts';
import { roots } from './read-kinds.ts';
import { newTrail } from './read-trail.ts';
import { type Built, XML_BINDING } from './read-tree.ts';
import { trimmed } from './read-values.ts';
import { rootFault, versionIn } from './root-fault.ts';
import { isStandard } from './standard-name.ts';

export interface ReadRoot {
  readonly said: Root;
  /** By namespace or schemaVersion; undefined when neither says it. */
  readonly version: '1' | '2' | undefined;
  /** Those that are not of the document as such. */
  readonly attributes: readonly XmlAttribute[];
  /** What the XSD refuses in the name and attributes, though they can be read. */
  readonly fault: Refusal | undefined;
}

/** True for an element that can hold or be the document. Inside others' elements only what is clearly meant. */
export function isRoot(name: XmlName, outermost: boolean): boolean {
  const member = roots.get(name.local);
  if (member === undefined || !isStandard(name)) return false;
  if (outermost || name.local.startsWith('EPCIS')) return true;
  return name.namespace !== '' && (member.kind.hand === 'message' || name.local === 'QueryResults');
}

const forms: ReadonlyMap<string, DocumentForm> = new Map([
  ['EPCISDocument', 'EPCISDocument'],
  ['EPCISQueryDocument', 'EPCISQueryDocument'],
  ['EPCISMasterDataDocument', 'EPCISMasterDataDocument'],
  ['QueryResults', 'EPCISQueryDocument'],
]);

/** What the root's name and attributes say. */
export function readRoot(name: XmlName, attributes: readonly XmlAttribute[], at: XmlPlace): ReadRoot | Refusal {
  const about: { schemaVersion?: string; creationDate?: string; id?: string } = {};
  const rest: XmlAttribute[] = [];
  for (const attribute of attributes) {
    const { local, namespace } = attribute.name;
    const check = namespace === '' ? known.find(({ key }) => key === local) : undefined;
    if (check === undefined) rest.push(attribute);
    else {
      const value = detached(trimmed(attribute.value));
      if (!check.holds(value))
        return refuseXml('malformed', `${JSON.stringify(value)} is not ${check.what}`, attribute.at, {
          path: `/@${local}`,
          rule: check.rule,
        });
      about[check.key] = value;
    }
  }
  const version = versionOf(name.namespace, about.schemaVersion);
  if (version === 'unknown')
    return refuseXml('unsupported', `${name.namespace} is no version of EPCIS that is known`, at, {
      rule: XML_BINDING,
      remedy: 'send EPCIS XML 1.0 to 2.0',
    });
  const fault = rootFault(name, about);
  if (about.schemaVersion !== undefined) about.schemaVersion = versionIn(name.namespace, about.schemaVersion);
  return {
    said: { form: forms.get(name.local) ?? 'bare', ...about },
    version,
    attributes: rest,
    fault: fault === undefined ? undefined : refuseXml('malformed', fault, at, { rule: XML_BINDING }),
  };
}

/** xsd:dateTime leaves the zone open, and so do many senders here. */
const isDate = (text: string): boolean => isTime(text) || isTime(`${text}Z`);

interface Known {
  readonly key: 'schemaVersion' | 'creationDate' | 'id';
  holds(text: string): boolean;
  readonly what: string;
  readonly rule: string;
}

const rule = 'EPCglobal.xsd Document';
const known: readonly Known[] = [
  { key: 'schemaVersion', holds: (text) => /^\d+(\.\d+)*$/.test(text), what: 'a version such as 1.2', rule },
  { key: 'creationDate', holds: isDate, what: 'a date and time', rule },
  { key: 'id', holds: isUri, what: 'a URI', rule: 'RFC 3986' },
];

function versionOf(namespace: string, schemaVersion: string | undefined): '1' | '2' | undefined | 'unknown' {
  const [, digits] = /:xsd:(\d+)$/.exec(namespace) ?? [];
  if (digits !== undefined) return digits === '1' || digits === '2' ? digits : 'unknown';
  if (schemaVersion === undefined) return undefined;
  return schemaVersion.startsWith('2') ? '2' : '1';
}

/** A root that is no document, as the body of one. */
export function asDocument(built: Built): Built {
  const { name, member, tree, trail, spot } = built;
  if (forms.get(name.local) !== undefined && name.local !== 'QueryResults') return built;
  if (member.kind.hand === 'event') return { ...built, tree: {}, trail: newTrail() };
  const one = { ...newTrail(), places: [spot.at], labels: [''] };
  return {
    ...built,
    tree: { EPCISBody: { [member.key]: tree } },
    trail: { ...one, inside: [{ ...one, inside: [trail] }] },
  };
}

import type { XmlName } from '../../wire/xml-names.ts';

const epcisNamespace = /^urn:epcglobal:epcis(-query|-masterdata)?:xsd:\d+$/;

/** True for a name of the standard. Its inner elements have no namespace, but some senders give them that of the root. */
export const isStandard = ({ namespace }: XmlName): boolean => namespace === '' || epcisNamespace.test(namespace);

import { type Refusal, refuse } from '../../refusal.ts';
import { MOST_NAMESPACES, namespaces, SBDH, XSD, XSI } from './structure.ts';

/** The versions of EPCIS whose XML is written. */
export type XmlVersion = '1.2' | '2.0';

export const XML = 'http://www.w3.org/XML/1998/namespace';
export const GS1_VOCABULARY = 'https://gs1.org/voc/';

/** Prefixes whose meaning the writer fixes: what a sender calls so is renamed. */
const fixed = (version: XmlVersion): ReadonlyMap<string, string> => {
  const { epcis, query, masterdata } = namespaces[version];
  return new Map<string, string>([
    ['epcis', epcis],
    ['epcisq', query],
    ['epcismd', masterdata],
    ['sbdh', SBDH],
    ['xsi', XSI],
    ['xsd', XSD],
    ['gs1', GS1_VOCABULARY],
    ['xml', XML],
  ]);
};

const fixedPrefixes: ReadonlySet<string> = new Set(fixed('2.0').keys());

/** True for a prefix that means the same in every document written here. */
export const isFixed = (prefix: string): boolean => fixedPrefixes.has(prefix);

/** The namespaces that the root element declares. */
export interface RootNamespaces {
  /** Asks that the root declare the prefix so. False when the prefix means something else there, or the root is written already. */
  declare(prefix: string, namespace: string): boolean;
  /** The prefix that stands for the namespace on the root, or would if it were used. */
  prefixOf(namespace: string): string | undefined;
  /** Counts the declarations of an event among those of the document. False when there are more than a reader takes. */
  admits(own: Iterable<[prefix: string, namespace: string]>): boolean;
  /** Ends the collecting. Answers the declarations, with a space before each. */
  close(): [prefix: string, namespace: string][];
}

/** The root of a document: `used` are the fixed prefixes that it declares whether or not a name needs them. */
export function rootNamespaces(version: XmlVersion, used: readonly string[]): RootNamespaces {
  const meanings = fixed(version);
  const declared = new Map(used.map((prefix) => [prefix, meanings.get(prefix) ?? '']));
  const prefixes = new Map([...meanings].map(([prefix, namespace]) => [namespace, prefix]));
  const elsewhere = new Set<string>();
  let open = true;
  return {
    declare(prefix, namespace) {
      const meaning = declared.get(prefix) ?? meanings.get(prefix);
      if (meaning !== undefined && meaning !== namespace) return false;
      if (declared.has(prefix) || prefix === 'xml') return true;
      if (!open) return false;
      declared.set(prefix, namespace);
      if (!prefixes.has(namespace)) prefixes.set(namespace, prefix);
      return true;
    },
    prefixOf: (namespace) => prefixes.get(namespace),
    admits(own) {
      const fresh = [...own].map(([, namespace]) => namespace).filter((namespace) => !elsewhere.has(namespace));
      if (declared.size + elsewhere.size + fresh.length > MOST_NAMESPACES) return false;
      for (const namespace of fresh) elsewhere.add(namespace);
      return true;
    },
    close() {
      open = false;
      return [...declared];
    },
  };
}

/** Why a document with more namespaces than `admits` is not written. */
export const tooManyNamespaces: Refusal = refuse(
  'too-large',
  `the document has more than ${MOST_NAMESPACES} namespaces`,
  {
    rule: 'Namespaces in XML 1.0',
    remedy: 'send fewer extensions in one document, or JSON',
  },
);

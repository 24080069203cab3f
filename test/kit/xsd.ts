import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

const root = new URL('../../../shared/corpus/epcis/schema/', import.meta.url);
const schemas = {
  '1.2': { folder: 'xsd-1.2', edition: '1', suffix: '1_2' },
  '2.0': { folder: 'xsd-2.0', edition: '2', suffix: '2_0' },
} as const;

/** libxml2 takes namespaces that are IRIs for errors, which they are to neither XML nor the schemas. */
const iri = /^\d+: xmlns(:\S+)?: '[^']*\P{ASCII}[^']*' is not a valid URI$/u;

const validators = new Map<string, XsdValidator>();

/** What the published EPCIS schemas of a version, SBDH included, say against a document: one line each, none for a valid document. */
export function xsdProblems(version: keyof typeof schemas, xml: string): string[] {
  const validator = validators.get(version) ?? load(version);
  validators.set(version, validator);
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml);
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    // Warnings are of the first level.
    const errors = error.details.filter(({ level }) => level > 1);
    return errors.map(({ line, message }) => `${line}: ${message.trim()}`).filter((problem) => !iri.test(problem));
  } finally {
    document?.dispose();
  }
}

/** One schema that takes in those of all three roots. */
function load(version: keyof typeof schemas): XsdValidator {
  if (validators.size === 0) xmlRegisterFsInputProviders();
  const { folder, edition, suffix } = schemas[version];
  const imports = ['epcis', 'epcis-query', 'epcis-masterdata'].map((name) => {
    const file = new URL(`${folder}/EPCglobal-${name}-${suffix}.xsd`, root).pathname;
    return `<xs:import namespace="urn:epcglobal:${name}:xsd:${edition}" schemaLocation="${file}"/>`;
  });
  const schema = XmlDocument.fromString(
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`,
  );
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}

import { existsSync } from 'node:fs';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** Schemas and samples of MDLP, beside the repository. */
export const mdlpCorpus = new URL('../../../shared/corpus/regulators/russia-mdlp/', import.meta.url);
export const hasMdlpCorpus = existsSync(mdlpCorpus);

let validator: XsdValidator | undefined;

/** What the published schemas say against a document: one line each, none for a valid one. */
export function mdlpProblems(xml: string): string[] {
  validator ??= load();
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml);
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ line, message }) => `${line}: ${message.trim()}`);
  } finally {
    document?.dispose();
  }
}

function load(): XsdValidator {
  xmlRegisterFsInputProviders();
  const entry = new URL('xsd/documents.xsd', mdlpCorpus).pathname;
  const schema = XmlDocument.fromString(
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="${entry}"/></xs:schema>`,
  );
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}

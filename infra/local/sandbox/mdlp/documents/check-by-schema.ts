import { join } from 'node:path';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/**
 * What the operator's own schemas say against a document: one line each, none for a valid one.
 *
 * @param folder where `documents.xsd` and those that it includes stand
 */
export function schemaCheck(folder: string): (xml: string) => string[] {
  xmlRegisterFsInputProviders();
  const location = join(folder, 'documents.xsd');
  const schema = XmlDocument.fromString(
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"><xs:include schemaLocation="${location}"/></xs:schema>`,
    { url: join(folder, 'all.xsd') },
  );
  const validator = XsdValidator.fromDoc(schema);
  return (xml) => {
    let document: XmlDocument | undefined;
    try {
      document = XmlDocument.fromString(xml);
      validator.validate(document);
      return [];
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      return error.details.filter(({ level }) => level > 1).map(({ line, message }) => `${line}: ${message.trim()}`);
    } finally {
      document?.dispose();
    }
  };
}

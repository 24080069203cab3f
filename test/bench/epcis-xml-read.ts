import { SaxesParser } from 'saxes';
import { xmlDocumentReader } from '#shared/epcis/xml/read-xml-document.ts';
import { documents, isDocumentName } from './epcis-documents.ts';
import { ratesOf } from './measure.ts';
import { readPieces } from './read-pieces.ts';

// How many characters of XML a second: `read` by us, `tokens` and `qualified` by saxes without and with namespaces. A
// process for each, because the engine makes a tokeniser that is used in several ways half as fast.
const [, , work = '', name = ''] = process.argv;
if (!isDocumentName(name)) throw new Error(`no document ${name}`);
const { xml, events } = documents[name]();
const works: Record<string, () => void> = {
  read: () => readPieces(xml, (sink) => xmlDocumentReader(sink), events),
  tokens: () => tokenise(false),
  qualified: () => tokenise(true),
};
const chosen = works[work];
if (chosen === undefined) throw new Error(`nothing to do: ${work}`);
console.log(ratesOf(xml.length, 6, [chosen])[0]);

/** saxes as fast as it goes: it positions nothing, and its handlers do nothing. */
function tokenise(xmlns: boolean): void {
  const size = 64 * 1024;
  const parser = new SaxesParser({ xmlns, position: false });
  const nothing = () => undefined;
  parser.on('opentag', nothing);
  parser.on('closetag', nothing);
  parser.on('text', nothing);
  for (let at = 0; at < xml.length; at += size) parser.write(xml.slice(at, at + size));
  parser.close();
}

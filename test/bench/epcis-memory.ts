import { xmlDocumentReader } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { longDocumentXml } from './epcis-documents.ts';

// Reads as many megabytes of XML as the argument says, made while they are read, and tells the most memory that took.
const megabytes = Number(process.argv[2]);
let events = 0;
const reader = xmlDocumentReader({
  event: () => {
    events++;
  },
  refused: ([refusal]) => {
    throw new Error(refusal?.detail);
  },
});
for (const piece of longDocumentXml(megabytes * 1_000_000, 10)) {
  const refused = reader.write(piece);
  if (refused !== undefined) throw new Error(refused.detail);
}
const end = reader.end();
if (isRefusal(end)) throw new Error(end.detail);
// maxRSS is in kibibytes.
console.log(JSON.stringify({ megabytes: (process.resourceUsage().maxRSS * 1024) / 1_000_000, events }));

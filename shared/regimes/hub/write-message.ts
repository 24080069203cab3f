import { speller } from '../../epcis/spell-epcs.ts';
import { translateEpcs } from '../../epcis/translate-epcs.ts';
import { xmlDocument } from '../../epcis/xml/write-xml-document.ts';
import { longestPrefix } from '../../gs1/company-prefix-table.ts';
import { isRefusal } from '../../refusal.ts';
import type { Message, Report, ReportData } from '../regime.ts';
import type { HubCountry } from './country.ts';
import { eventsOf } from './events-of.ts';
import { placeOf } from './identifiers.ts';

/**
 * A report as an EPCIS 1.2 document. Identifiers with a company prefix of the holder's own are EPC URNs; those of others stay Digital Links, since nothing
 * shows how long their prefix is [L].
 */
export const hubMessage =
  (country: HubCountry) =>
  (report: Report, data: ReportData): Message => {
    const { requestId, holder, at } = data;
    const { spell } = speller({ form: 'urn', companyPrefixes: longestPrefix(holder.companyPrefixes ?? []) });
    const body = xmlDocument(
      {
        form: 'EPCISDocument',
        schemaVersion: '1.2',
        creationDate: new Date(at).toISOString(),
        context: {},
        sender: spell(placeOf(holder.gln)),
        receiver: country.system,
        instanceIdentifier: requestId,
        events: eventsOf(country, report, data).map((event) => translateEpcs(event, spell)),
      },
      { version: '1.2' },
    );
    if (isRefusal(body)) throw new Error(`${body.at}: ${body.detail}`);
    return {
      method: 'POST',
      call: 'messages',
      path: '/v1/epcis/messages',
      headers: {},
      contentType: 'application/xml',
      body,
      requestId,
    };
  };

const question = (call: string, of: string): Message => ({
  method: 'GET',
  call,
  path: `/v1/epcis/${call}/${encodeURIComponent(of)}`,
  headers: {},
});

/** Asks for the status of a message. */
export const askReceipt = (receipt: string): Message => question('receipts', receipt);

/** Asks whether a message arrived, by its InstanceIdentifier. */
export const askRequest = (_: Report, requestId: string): Message => question('requests', requestId);

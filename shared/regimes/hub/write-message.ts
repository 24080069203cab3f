import type { Message, Report, ReportData } from '../regime.ts';
import type { HubCountry } from './country.ts';
import { eventsOf } from './events-of.ts';
import { spellWith } from './identifiers.ts';
import { epcisXml } from './write-epcis.ts';

/**
 * A report as an EPCIS 1.2 document. Identifiers with a company prefix of the holder's own are EPC URNs; those of others stay Digital Links, since nothing
 * shows how long their prefix is [L].
 */
export const hubMessage =
  (country: HubCountry) =>
  (report: Report, data: ReportData): Message => {
    const { requestId, holder, at } = data;
    const head = {
      sender: spellWith(holder.companyPrefixes).place(holder.gln),
      receiver: country.system,
      instance: requestId,
      created: new Date(at).toISOString(),
    };
    const body = epcisXml(head, eventsOf(country, report, data));
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

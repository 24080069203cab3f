import type { Message, Report, ReportData } from '../../regime.ts';
import type { Holder } from '../../reported.ts';
import { eventsOf } from './event-of.ts';
import { idOf } from './ids.ts';
import { EVENT_IN, EVENT_OUT, paths } from './names.ts';
import { readReceipt } from './receipts.ts';
import { enveloped, writeEventsIn, writeEventsOut } from './write-events-in.ts';

const common = { method: 'POST', headers: {}, contentType: 'application/soap+xml; charset=utf-8' } as const;

/** Writes a report as `msgEvtIn` in a SOAP 1.2 envelope; `seal` signs it. */
export const writeMessage = (report: Report, data: ReportData): Message => ({
  ...common,
  call: EVENT_IN,
  path: paths[EVENT_IN],
  requestId: data.requestId,
  body: enveloped(writeEventsIn(eventsOf(report, data))),
});

/** Asks for the results under a receipt. It changes nothing there, though SOAP has it by POST. */
export function askReceipt(text: string, { registrations }: Holder): Message {
  const { receipt, at } = readReceipt(text);
  const declarant = registrations?.['cnpj'] ?? '';
  const asked = { docId: idOf(`msgEvtOut ${text}`), ccTime: at, receipt };
  const message = writeEventsOut({ ...asked, env: 2, declarant, mbrAgt: declarant, usrAgt: 'Seriate' });
  return { ...common, call: EVENT_OUT, path: paths[EVENT_OUT], body: enveloped(message) };
}

/** Nobody is asked whether a message arrived: an event that comes twice under its id is one (effect WNG), so it is sent again. */
export const askRequest = (): undefined => undefined;

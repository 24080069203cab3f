import * as v from 'valibot';
import { bodyText } from '../../edge-agent/outbox/pack-body.ts';
import type { Database } from '../../edge-agent/store/database.ts';
import { bytes } from '../../edge-agent/store/row.ts';
import { lineMessage } from '../../shared/messages/agent-to-cloud.ts';

const event = v.object({
  type: v.string(),
  bizStep: v.optional(v.string()),
  epcList: v.optional(v.array(v.string()), []),
  childEPCs: v.optional(v.array(v.string()), []),
});
const document = v.object({ epcisBody: v.object({ eventList: v.array(event) }) });

const repeated = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);

/** What is wrong with what the cloud is told of a batch: packs commissioned or packed twice or not at all, sums that do not add up. */
export function wronglyTold(db: Database): string[] {
  const messages = db
    .prepare('SELECT body FROM outbox ORDER BY line, sequence')
    .all()
    .map((row) => v.parse(lineMessage, JSON.parse(bodyText(bytes(row, 'body')))));
  const events = messages.flatMap((message) =>
    message.kind === 'epcis' ? v.parse(document, message.document).epcisBody.eventList : [],
  );
  const commissioned = events.filter(({ bizStep }) => bizStep === 'commissioning').flatMap(({ epcList }) => epcList);
  const packed = events.filter(({ bizStep }) => bizStep === 'packing').flatMap(({ childEPCs }) => childEPCs);
  const reports = messages.flatMap((message) => (message.kind === 'lot-report' ? [message.report] : []));
  const [report] = reports;
  if (report === undefined || reports.length > 1) return [`${reports.length} reports were sent`];
  const { printed, rejected, sampled, destroyed, unaccounted } = report;
  const sum = report.commissioned + rejected + sampled + destroyed;
  const units = packed.filter((epc) => commissioned.includes(epc) && /sgtin|\/01\//.test(epc));
  return [
    ...repeated(commissioned).map((epc) => `${epc} was commissioned twice`),
    ...repeated(packed).map((epc) => `${epc} was packed twice`),
    ...packed.filter((epc) => !commissioned.includes(epc)).map((epc) => `${epc} was packed and never commissioned`),
    ...(printed === sum && unaccounted === 0 ? [] : [`the report does not add up: ${JSON.stringify(report)}`]),
    ...(units.length === report.commissioned ? [] : [`${units.length} packs are packed of ${report.commissioned}`]),
  ];
}

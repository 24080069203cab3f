import { type Disposition, readDisposition } from './disposition.ts';
import { headerValue } from './header-value.ts';
import { type Mic, readMic } from './mic.ts';
import { decoded, type Entity, partsOf, readEntity } from './mime.ts';

/** What a message disposition notification tells (RFC 4130 §7.4). */
export interface ToldReceipt {
  readonly messageId: string;
  readonly disposition: Disposition;
  readonly mic?: Mic;
}

/** True of a receipt, signed or not; what is signed is looked into once it is opened. */
export const isReport = ({ headers }: Pick<Entity, 'headers'>): boolean =>
  headerValue(headers.get('content-type')).value === 'multipart/report';

/** @returns undefined when it is no receipt, or tells too little */
export function readReceipt(report: Entity): ToldReceipt | undefined {
  if (!isReport(report)) return undefined;
  const parts = partsOf(report).flatMap((part) => readEntity(part) ?? []);
  const told = parts.find(
    ({ headers }) => headerValue(headers.get('content-type')).value === 'message/disposition-notification',
  );
  // Its fields are headers without a body behind them.
  const fields = told && readEntity(Buffer.concat([decoded(told), Buffer.from('\r\n\r\n')]));
  const messageId = fields?.headers.get('original-message-id');
  const disposition = readDisposition(fields?.headers.get('disposition') ?? '');
  if (messageId === undefined || disposition === undefined) return undefined;
  const mic = readMic(fields?.headers.get('received-content-mic') ?? '');
  // Some leave the brackets out.
  return { messageId: `<${messageId.replace(/^<|>$/g, '')}>`, disposition, ...(mic && { mic }) };
}

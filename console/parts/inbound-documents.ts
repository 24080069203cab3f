import * as v from 'valibot';
import { toldInbound } from '../../shared/messages/inbound-api.ts';

export type InboundDocument = v.InferOutput<typeof toldInbound>;

/** A page of what partners sent. */
export const inboundPage = v.object({ documents: v.array(toldInbound), next: v.optional(v.string()) });

export const inboundPath = (id: string) => `/api/inbound-documents/${encodeURIComponent(id)}`;

/** True until somebody has read it: it goes on by itself. */
export const isOnItsWay = ({ state }: Pick<InboundDocument, 'state'>): boolean =>
  state === 'received' || state === 'reading';

export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

import * as v from 'valibot';
import { toldInbound } from '../../shared/messages/inbound-api.ts';
import type { Api, Listed } from '../api.ts';
import { element } from './element.ts';
import { pageBehind } from './member-lists.ts';

export type InboundDocument = v.InferOutput<typeof toldInbound>;

const page = v.object({ documents: v.array(toldInbound), next: v.optional(v.string()) });

/** A page of what partners sent. */
export async function readDocuments(api: Api, path: string): Promise<Listed<InboundDocument[]>> {
  const { documents, next } = await api.get(path, page);
  return { rows: documents, next: pageBehind(path, next) };
}

const good: readonly string[] = ['accepted', 'duplicate'];
const bad: readonly string[] = ['refused', 'partly-accepted'];

/** How one stands, in its colour. */
export const documentState = ({ state }: Pick<InboundDocument, 'state'>): HTMLElement =>
  element('span', { class: good.includes(state) ? 'good' : bad.includes(state) ? 'bad' : '' }, state);

export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

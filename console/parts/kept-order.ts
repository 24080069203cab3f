import * as v from 'valibot';
import { inTab } from '../tab-store.ts';
import { orderMembers, type TypedOrder } from './order-draft.ts';

const store = inTab('order', v.object(v.entriesFromList(orderMembers, v.exactOptional(v.string()))));

/** What somebody had typed of an order in this tab before he looked elsewhere; else nothing. */
export const keptOrder = (): TypedOrder => store.read() ?? {};
export const { keep: keepOrder, drop: dropOrder } = store;

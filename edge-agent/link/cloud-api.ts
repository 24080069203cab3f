import * as v from 'valibot';
import type { OrderChange, OrderStanding } from '#shared/messages/orders-api.ts';
import type { GiveBack } from '#shared/messages/serials-api.ts';
import {
  type cancelWish,
  type NewOrder,
  type Order,
  orderList,
  type SerialBlock,
  type SerialPage,
  type SerialRequest,
  serialBlock,
  serialPage,
} from '#shared/messages/site-api.ts';
import { CloudClient, type CloudNeeds } from './cloud-client.ts';

/** An order as L4 lists it: its newest revision, and who wishes it cancelled, if somebody does. */
export type ListedOrder = Order & { readonly cancel?: v.InferOutput<typeof cancelWish> | undefined };

/** The cloud's HTTP API as a site uses it. Every call throws a `CloudFailure` when it comes to nothing. */
export class CloudApi {
  readonly #client: CloudClient;

  constructor(needs: CloudNeeds) {
    this.#client = new CloudClient(needs);
  }

  /** Asks for a block of numbers. The same request id is answered with the same block. */
  requestSerials(owner: string, request: SerialRequest): Promise<SerialBlock> {
    return this.#client.ask(serialBlock, { owner, path: '/api/serial-requests', body: request });
  }

  /** A page of a block's numbers, from a counter on. */
  serials(owner: string, requestId: string, from: number, limit: number): Promise<SerialPage> {
    const path = `/api/serial-requests/${encodeURIComponent(requestId)}/serials?from=${from}&limit=${limit}`;
    return this.#client.ask(serialPage, { owner, path });
  }

  /** Gives unused numbers of a block back. Sent again under its id it changes nothing. */
  async giveBack(owner: string, requestId: string, body: GiveBack): Promise<void> {
    const path = `/api/serial-requests/${encodeURIComponent(requestId)}/returns`;
    await this.#client.ask(v.unknown(), { owner, path, body });
  }

  /** Orders of an owner that a site has yet to run. */
  async orders(owner: string, site: string): Promise<ListedOrder[]> {
    const path = `/api/orders?site=${encodeURIComponent(site)}&state=assigned`;
    return (await this.#client.ask(orderList, { owner, path })).orders;
  }

  /** Asks L4 to take an order. The same again changes nothing there. */
  async createOrder(owner: string, body: NewOrder): Promise<void> {
    await this.#client.ask(v.unknown(), { owner, path: '/api/orders', body });
  }

  /** Asks L4 to change an order from the revision that was read; the same again changes nothing there. */
  async changeOrder(owner: string, order: string, body: OrderChange): Promise<void> {
    await this.#client.ask(v.unknown(), { owner, path: `/api/orders/${encodeURIComponent(order)}/change`, body });
  }

  /** Tells L4 how an order stands here; one that is not newer than what it knows changes nothing there. */
  async tellStanding(owner: string, order: string, body: OrderStanding): Promise<void> {
    const path = `/api/orders/${encodeURIComponent(order)}/standing`;
    await this.#client.ask(v.unknown(), { owner, path, body, method: 'PUT' });
  }
}

import type { Product } from '../../../kit/product.ts';
import type { startReceiver } from '../../../kit/receiver.ts';
import type { InvitedPartner } from '../../doors/invited-partner.ts';
import type { ConsoleSession } from '../console-session.ts';

/** Two persons of a company at its console, the product that serves it, and a server of a partner's. */
export interface On {
  readonly ada: () => ConsoleSession;
  readonly quinn: () => ConsoleSession;
  readonly product: () => Product;
  /** Of the product. */
  readonly folder: string;
  /** Calls of partners that came on board, by id. */
  readonly onBoard: Map<string, InvitedPartner>;
  readonly receiver: () => Awaited<ReturnType<typeof startReceiver>>;
}

import type { Message, Sign } from '../regime.ts';

/** Puts in the detached signature over the bytes of the report, as for orders (public clients: [M]). */
export async function seal(message: Message, sign: Sign): Promise<Message> {
  const signature = await sign(new TextEncoder().encode(message.body ?? ''));
  return { ...message, headers: { ...message.headers, 'x-signature': signature } };
}

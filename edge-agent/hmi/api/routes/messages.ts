import * as v from 'valibot';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { signingWithReason } from '../../../people/sign.ts';
import { Refused } from '../../../refused.ts';
import { type MessageNeeds, resolveMessage } from '../../../site/resolve-message.ts';
import { bodyRoute, type Route, route } from '../route.ts';

export interface MessageRouteNeeds extends MessageNeeds {
  /** Has the sender look what may go. */
  readonly sendNow: () => void;
}

const one = '/api/refused-messages/{line}/{sequence}';

/** What the repository has refused, and how people resolve it. */
export const messageRoutes = (needs: MessageRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/refused-messages', needs: 'read-report' }, () => {
    const { setAside } = needs.outbox;
    return { status: 200, body: { messages: setAside.list(), count: setAside.count() } };
  }),
  route({ method: 'GET', path: one, needs: 'read-report' }, ({ path }) => {
    const { line, sequence } = named(path);
    const found = needs.outbox.setAside.find(line, sequence);
    if (found === undefined)
      throw new Refused(refuse('not-found', `no message ${path['sequence']} of ${line} is refused`));
    return { status: 200, body: { ...found, body: JSON.parse(found.body) } };
  }),
  bodyRoute(
    { method: 'POST', path: `${one}/resolve`, needs: 'resolve-exception' },
    v.strictObject({ how: v.picklist(['resend', 'corrected']), signature: signingWithReason }),
    async ({ body, path, sign }) => {
      const signed = await sign(body.signature);
      const resolved = resolveMessage(needs, named(path), body.how, signed);
      if (isRefusal(resolved)) throw new Refused(resolved);
      needs.sendNow();
      return { status: 201, body: { ...resolved, how: body.how, signature: signed } };
    },
  ),
];

function named(path: Readonly<Record<string, string | undefined>>) {
  const { line = '', sequence = '' } = path;
  // No message has such a number.
  return { line, sequence: /^\d{1,15}$/.test(sequence) ? Number(sequence) : -1 };
}

import { randomUUID } from 'node:crypto';
import type { Asked, Told } from '../serve.ts';
import type { HubControl } from './control.ts';
import { digestOf, type Inbox, type Waiting } from './inbox.ts';
import { HubProblem } from './problem.ts';
import { readMessage } from './read-message.ts';

/** How late a status comes that comes after those of later messages. */
const LATE_MS = 60_000;

export const refused = (status: number, code: string, text: string): Told => ({
  status,
  body: { errors: [{ code, text }] },
});

/** What the hubs say to messages and questions about them. */
export function answersOf(inbox: Inbox, control: HubControl, now: () => number) {
  const about = ({ messageId, instance }: Waiting, { fault }: Asked) => ({
    messageId,
    instance: fault?.kind === 'wrong-id' ? `${instance}-other` : instance,
  });
  const received = (one: Waiting, asked: Asked): Told => ({
    status: 202,
    body: { ...about(one, asked), status: 'received' },
  });
  return {
    message: (asked: Asked, hub: string, client: string): Told => {
      const xml = asked.body.toString('utf8');
      const instance = instanceIn(xml);
      if (typeof instance !== 'string') return instance;
      const before = inbox.ofInstance(hub, client, instance);
      if (before !== undefined && digestOf(before.xml) !== digestOf(xml))
        return refused(409, 'INSTANCE_REUSED', `${instance} came before with other content`);
      if (before !== undefined) {
        if (before.lost) inbox.refind(before);
        return received(before, asked);
      }
      const messageId = randomUUID();
      const late = asked.fault?.kind === 'out-of-order' ? LATE_MS : 0;
      const lost = asked.fault?.kind === 'lost-result';
      const due = now() + control.delayMs + late;
      inbox.take({ kind: 'message', hub, at: now(), due, lost, client, messageId, xml });
      inbox.settle(now());
      const taken = inbox.find(messageId);
      return taken === undefined ? { status: 500 } : received(taken, asked);
    },
    status: (asked: Asked, hub: string, client: string): Told => {
      const found = inbox.find(asked.path[4] ?? '');
      if (found === undefined || found.hub !== hub || found.client !== client) return unknown;
      const { status, problems } = found.result ?? { status: 'pending', problems: [] };
      return { status: 200, body: { ...about(found, asked), status, problems } };
    },
    request: (asked: Asked, hub: string, client: string): Told => {
      const found = inbox.ofInstance(hub, client, asked.path[4] ?? '');
      return found === undefined ? unknown : { ...received(found, asked), status: 200 };
    },
  };
}

const unknown = refused(404, 'UNKNOWN_MESSAGE', 'nothing under that name');

function instanceIn(xml: string): string | Told {
  try {
    return readMessage(xml).instance;
  } catch (error) {
    if (error instanceof HubProblem) return refused(400, error.problem.code, error.problem.text);
    throw error;
  }
}

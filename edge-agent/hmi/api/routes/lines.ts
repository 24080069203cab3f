import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { personsCommands } from '../../../line/by-hand.ts';
import type { Line } from '../../../line/line.ts';
import { Refused } from '../../../refused.ts';
import { type ApiRequest, bodyRoute, type Route, route } from '../route.ts';

export type HandledLine = Pick<
  Line,
  'name' | 'state' | 'control' | 'command' | 'setMode' | 'acknowledge' | 'awaited' | 'wake'
>;

export interface LineRouteNeeds {
  readonly lines: readonly HandledLine[];
  /** Every line as it stands now. */
  readonly lineStatuses: () => readonly unknown[];
  /** Tells the cloud what still waits for more to go with. */
  readonly sendNow: () => void;
}

/** What people have lines do. */
export const lineRoutes = ({ lines, lineStatuses, sendNow }: LineRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/lines', needs: 'anyone' }, () => ({
    status: 200,
    body: { lines: lineStatuses() },
  })),
  bodyRoute(
    { method: 'POST', path: '/api/lines/{line}/commands', needs: 'command' },
    v.strictObject({ command: v.picklist(personsCommands) }),
    ({ body, who, ...request }) => {
      const line = lineOf(lines, request);
      const refusal = line.command(body.command, who);
      if (refusal !== undefined) throw new Refused(refusal);
      return { status: 202, body: standing(line) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/lines/{line}/mode', needs: 'change-mode' },
    v.strictObject({ mode: v.picklist(['Produce', 'Maintenance', 'Manual']) }),
    ({ body, who, ...request }) => {
      const line = lineOf(lines, request);
      const refusal = line.setMode(body.mode, who);
      if (refusal !== undefined) throw new Refused(refusal);
      return { status: 200, body: standing(line) };
    },
  ),
  route({ method: 'POST', path: '/api/lines/{line}/alarms/acknowledge', needs: 'acknowledge' }, (request) => {
    lineOf(lines, request).acknowledge(request.who);
    return { status: 202, body: {} };
  }),
  route({ method: 'POST', path: '/api/outbox/send', needs: 'send' }, () => {
    sendNow();
    return { status: 202, body: {} };
  }),
];

const standing = ({ name, state, control: { mode, stands } }: HandledLine) => ({ line: name, state, mode, stands });

function lineOf(lines: readonly HandledLine[], { path }: Pick<ApiRequest, 'path'>): HandledLine {
  const found = lines.find(({ name }) => name === path['line']);
  if (found === undefined) throw new Refused(refuse('not-found', `this site has no line ${path['line']}`));
  return found;
}

import * as v from 'valibot';
import { signedReason } from '#shared/access/signature.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { personsCommands } from '../../../line/by-hand.ts';
import type { Line } from '../../../line/line.ts';
import { signing } from '../../../people/sign.ts';
import { Refused } from '../../../refused.ts';
import { type ApiRequest, bodyRoute, type Route, route } from '../route.ts';

export type HandledLine = Pick<
  Line,
  'name' | 'state' | 'control' | 'command' | 'setMode' | 'acknowledge' | 'explain' | 'awaited' | 'wake'
>;

export interface LineRouteNeeds {
  readonly lines: readonly HandledLine[];
  /** Every line as it stands now. */
  readonly lineStatuses: () => readonly unknown[];
  /** Tells the cloud what still waits for more to go with. */
  readonly sendNow: () => void;
}

const acknowledged = v.strictObject({
  /** The open ones as they were looked at. */
  alarms: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(1_000)),
});
const { meaning, password } = signing.entries;
const explained = v.strictObject({
  /** One explanation may be of several: packs that one stop has left behind are an alarm each. */
  alarms: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1), v.maxLength(100)),
  explanation: signedReason,
  signature: v.strictObject({ meaning, password }),
});

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
      throwIf(line.command(body.command, who));
      return { status: 202, body: standing(line) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/lines/{line}/mode', needs: 'change-mode' },
    v.strictObject({ mode: v.picklist(['Produce', 'Maintenance', 'Manual']) }),
    ({ body, who, ...request }) => {
      const line = lineOf(lines, request);
      throwIf(line.setMode(body.mode, who));
      return { status: 200, body: standing(line) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/lines/{line}/alarms/acknowledge', needs: 'acknowledge' },
    acknowledged,
    ({ body, who, ...request }) => {
      throwIf(lineOf(lines, request).acknowledge(who, body.alarms));
      return { status: 202, body: {} };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/lines/{line}/alarms/explain', needs: 'explain-alarm' },
    explained,
    async ({ body: { alarms, explanation, signature }, sign, ...request }) => {
      const line = lineOf(lines, request);
      const signed = await sign({ ...signature, reason: explanation });
      throwIf(line.explain(alarms, signed));
      return { status: 201, body: { alarms, signature: signed } };
    },
  ),
  route({ method: 'POST', path: '/api/outbox/send', needs: 'send' }, () => {
    sendNow();
    return { status: 202, body: {} };
  }),
];

function throwIf(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new Refused(refusal);
}

const standing = ({ name, state, control: { mode, stands } }: HandledLine) => ({ line: name, state, mode, stands });

function lineOf(lines: readonly HandledLine[], { path }: Pick<ApiRequest, 'path'>): HandledLine {
  const found = lines.find(({ name }) => name === path['line']);
  if (found === undefined)
    throw new Refused(
      refuse('not-found', `this site has no line ${path['line']} of its own`, {
        remedy: `One of ${lines.map(({ name }) => name).join(', ')}. Orders of lines of other makers are ended under Orders.`,
      }),
    );
  return found;
}

import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Asked, Told } from '../../serve.ts';
import { signatureProblem } from '../signature/check-signature.ts';
import type { Subject, User } from '../subjects.ts';
import { bodyOf, described, told } from './answers.ts';
import type { Caller, Context } from './context.ts';

const CODE_LIVES_MS = 300_000;

const asksCode = v.object({
  client_id: v.string(),
  client_secret: v.string(),
  user_id: v.string(),
  auth_type: v.picklist(['SIGNED_CODE', 'PASSWORD']),
});
const asksToken = v.object({
  code: v.string(),
  signature: v.optional(v.string()),
  password: v.optional(v.string()),
});

const asksAnything = v.object({ client_id: v.optional(v.string()), code: v.optional(v.string()) });

interface Pending {
  readonly subject: Subject;
  readonly user: User;
  readonly type: 'SIGNED_CODE' | 'PASSWORD';
  readonly until: number;
}

export type Sessions = ReturnType<typeof newSessions>;

/** Signs users in. Nothing of it outlasts a restart: who held a token asks for another. */
export function newSessions({ subjects, now, tokenMinutes, isStrict }: Context) {
  const codes = new Map<string, Pending>();
  const tokens = new Map<string, Omit<Caller, 'token'> & { until: number }>();

  const isTheirs = ({ user, type }: Pending, code: string, proof: v.InferOutput<typeof asksToken>) => {
    if (type === 'PASSWORD') return user.password !== undefined && proof.password === user.password;
    if (proof.signature === undefined) return false;
    const certificates = user.certificate === undefined ? [] : [user.certificate];
    return signatureProblem(proof.signature, Buffer.from(code), { isStrict, certificates }) === undefined;
  };
  return {
    auth: ({ body }: Asked): Told => {
      const asked = bodyOf(asksCode, body);
      if ('wrong' in asked) return asked.wrong;
      const { client_id, client_secret, user_id, auth_type } = asked.read;
      const subject = subjects.byClient(client_id);
      const user = subject?.users.find(({ userId }) => userId === user_id);
      if (subject === undefined || user === undefined || subject.clientSecret !== client_secret)
        return described(401, 'client_id, client_secret and user_id name no user');
      const code = randomUUID();
      codes.set(code, { subject, user, type: auth_type, until: now() + CODE_LIVES_MS });
      return told({ code });
    },
    token: ({ body }: Asked): Told => {
      const asked = bodyOf(asksToken, body);
      if ('wrong' in asked) return asked.wrong;
      const { code } = asked.read;
      const pending = codes.get(code);
      // Whoever fails begins anew.
      codes.delete(code);
      if (pending === undefined || pending.until < now()) return described(400, 'the code is not known, or expired');
      if (!isTheirs(pending, code, asked.read)) return described(401, 'signature or password is wrong');
      const token = randomUUID();
      const { subject, user } = pending;
      tokens.set(token, { subject, user, until: now() + tokenMinutes * 60_000 });
      return told({ token, life_time: tokenMinutes });
    },
    logout: (_: Asked, { token }: Caller): Told => {
      tokens.delete(token);
      return told({});
    },
    /** Whose turn a call without a token takes. */
    nameOf: ({ body }: Asked): string => {
      const asked = bodyOf(asksAnything, body);
      if ('wrong' in asked) return '';
      const { client_id, code } = asked.read;
      return client_id ?? codes.get(code ?? '')?.subject.clientId ?? '';
    },
    /** Who calls, or why nobody does. */
    callerOf: ({ headers }: Pick<Asked, 'headers'>): Caller | Told => {
      const token = /^token (\S+)$/.exec(headers.authorization ?? '')?.[1];
      const known = tokens.get(token ?? '');
      if (token === undefined || known === undefined) return described(401, 'Access token is not known');
      if (known.until < now()) return described(401, 'Access token expired');
      return { subject: known.subject, user: known.user, token };
    },
  };
}

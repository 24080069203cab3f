import * as v from 'valibot';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type Role, roles } from './rights.ts';

/**
 * What others have set of a person and a second one has yet to vouch for. Whoever sets a password could sign with it: that takes two
 * (21 CFR Part 11 §11.200(a)(3)).
 */
export const pending = v.object({
  /** Who set any of it. None of them can vouch for it. */
  by: v.array(v.string()),
  /** The password was chosen by another, or the person is new or comes back: nothing may be done under the name. */
  blocks: v.boolean(),
  /** Roles that the person will have. */
  roles: v.optional(v.array(v.picklist(roles))),
});
export type Pending = v.InferOutput<typeof pending>;

/** What of a person it is about. */
interface Somebody {
  readonly username: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly mustChange: boolean;
  readonly pending: Pending | undefined;
}

const also = (before: Pending | undefined, who: string): string[] => [...new Set([...(before?.by ?? []), who])];

/** What is pending once somebody has set another's password. */
export const afterPassword = (before: Pending | undefined, who: string): Pending => ({
  ...before,
  by: also(before, who),
  blocks: true,
});

/** The roles that somebody has at once when others change him, and what is pending then. */
export function afterChange(
  was: Pick<Somebody, 'roles' | 'active' | 'pending'>,
  { roles: wanted, active }: Pick<Somebody, 'roles' | 'active'>,
  who: string,
): { readonly roles: Role[]; readonly pending: Pending | undefined } {
  const held = wanted.filter((role) => was.roles.includes(role));
  const given = held.length < wanted.length ? { roles: [...wanted] } : {};
  const blocks = was.pending?.blocks === true || (active && !was.active);
  if (!blocks && given.roles === undefined) return { roles: held, pending: undefined };
  const isNews = given.roles !== undefined || (active && !was.active);
  return { roles: held, pending: { by: isNews ? also(was.pending, who) : (was.pending?.by ?? []), blocks, ...given } };
}

/** Why somebody cannot vouch for a person; undefined when he can. */
export function cannotVouch({ username, mustChange, pending: set }: Somebody, voucher: string): Refusal | undefined {
  const rule = '21 CFR Part 11 §11.200(a)(3): to sign as another takes two';
  if (set === undefined) return refuse('conflict', `nothing of ${username} waits for that`, { rule });
  if (username === voucher || set.by.includes(voucher))
    return refuse('not-permitted', `${voucher} set it, or is the person`, {
      rule,
      remedy: `Have somebody else vouch than ${[...new Set([username, ...set.by])].join(', ')}.`,
    });
  if (!mustChange) return undefined;
  return refuse('conflict', `${username} has not chosen a password yet`, {
    rule,
    remedy: `Have ${username} sign in and choose one where you see it, and vouch then.`,
  });
}

/** What waits for somebody to vouch, in words for everybody to see. */
export const pendingInWords = ({
  username,
  roles: held,
  pending: set,
}: Pick<Somebody, 'username' | 'roles' | 'pending'>): string =>
  `${set?.by.join(', ')} set ${set?.blocks === true ? 'the password' : 'the roles'} of ${username} (${(set?.roles ?? held).join(', ')}): ` +
  'it counts when somebody else, who has seen the person choose a password, has vouched for it';

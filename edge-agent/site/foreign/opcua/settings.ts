import * as v from 'valibot';
import { isPasswordHash } from '../../../people/password.ts';

/** What a line that speaks OPC UA is configured with: where it finds its server, and who may speak for it. */
export const opcuaEntries = {
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  users: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._@-]{1,64}$/, 'must be 1 to 64 letters, digits or ._@-')),
        /** What `npm run agent -- --hash-password` answers; the password itself is nowhere. */
        password: v.pipe(v.string(), v.check(isPasswordHash, 'must be made by npm run agent -- --hash-password')),
        /** An observer browses and reads, and is answered InsufficientPrivilegeToExecute by every method. */
        role: v.optional(v.picklist(['line', 'observer']), 'line'),
      }),
    ),
    v.minLength(1),
    v.check((users) => new Set(users.map((one) => one.name)).size === users.length, 'two users bear the same name'),
  ),
  /** Where the server's certificate and those it trusts are; beside the database when left out. Relative to the configuration file. */
  certificates: v.optional(v.pipe(v.string(), v.minLength(1))),
};

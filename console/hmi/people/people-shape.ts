import * as v from 'valibot';

const member = v.looseObject({
  username: v.string(),
  name: v.string(),
  roles: v.array(v.string()),
  active: v.optional(v.boolean(), true),
  mustChange: v.optional(v.boolean(), false),
  pending: v.nullish(v.looseObject({ by: v.optional(v.array(v.string()), []) })),
});
export type Member = v.InferOutput<typeof member>;

/** What `GET /api/people` tells. */
export const peopleShape = v.looseObject({ people: v.array(member) });

import * as v from 'valibot';

/** Who handed something to the repository, as rows keep it. */
export const storedReporter = v.union([v.object({ caller: v.string() }), v.object({ partner: v.string() })]);

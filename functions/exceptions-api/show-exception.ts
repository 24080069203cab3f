import type { Endpoint } from '#common/http.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import { findException, tellWhole } from './tell-exception.ts';

/** One exception with its history. Its version is the ETag that a change may be made conditional on. */
export const showException =
  (needs: { exceptions: Pick<Exceptions, 'get' | 'earlier'> }): Endpoint =>
  async (request) => {
    const row = await findException(needs.exceptions, request);
    return {
      status: 200,
      headers: { etag: `"${row.version}"` },
      body: await tellWhole(needs.exceptions, request.tenant, row),
    };
  };

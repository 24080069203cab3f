import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { orRefuse } from '#common/refused.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Notices } from '#common/store/notices.ts';
import { evidenceAt, evidenceHeaders } from '#common/tell-evidence.ts';
import { refuse } from '#shared/refusal.ts';
import { toldNotice } from './list-notices.ts';

interface Needs {
  readonly notices: Pick<Notices, 'get'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/** One notice of a regulator; with `?evidence=0` its exact bytes, which are somebody else's: kept, never run. */
export const showNotice =
  ({ notices, evidence }: Needs): Endpoint =>
  async (request) => {
    const { evidence: n } = readQuery(networkQueries['GET /api/regulator-notices/{noticeId}'], request);
    const noticeId = request.path['noticeId'] ?? '';
    const remedy = 'GET /api/regulator-notices lists them';
    const row = orRefuse(
      (await notices.get(request.tenant, noticeId)) ?? refuse('not-found', `no notice ${noticeId}`, { remedy }),
    );
    if (n === undefined) return { status: 200, body: toldNotice(row) };
    const body = await evidenceAt(evidence, row.evidence, `notice ${noticeId} was not read yet: it has no evidence`);
    return { status: 200, headers: evidenceHeaders('application/octet-stream', 'notice'), body };
  };

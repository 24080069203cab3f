import { partOf } from '#common/dscsa/change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import { correctedIncident } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';

/** Corrects, signed, the incident number of a notice that was written down wrongly: later notices quote the right one. */
export const correctIncident =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { incident, reason, signature } = read(correctedIncident, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    const form = partOf(before, before.form);
    const was = form.incident;
    if (was === incident) return { status: 200, body: tellCase(before) };
    if (was === undefined)
      throw wrong('FDA has given no incident number that could be corrected', 'POST …/told (answered) with its answer');
    if (before.outgoing !== undefined)
      throw wrong(`a notice that quotes ${was} is to be sent`, 'POST …/withdrawal of it first, or wait for its answer');
    const record = signatureOf(request, { reason, ...signature }, { case: before.id, was, incident, reason }, now);
    const detail = `${incident} in place of ${was}: ${reason}`;
    const row = await decide(needs, request, now, {
      act: 'incident-corrected',
      changes: [
        {
          before,
          after: { ...before, form: { ...form, incident } },
          entries: [byCaller(request, now, 'incident-corrected', { detail, signature: record })],
        },
      ],
      detail: { was, incident, reason },
      signature: record,
    });
    return { status: 200, body: tellCase(row) };
  };

const wrong = (why: string, remedy: string) =>
  new Refused(refuse('conflict', why, { at: '/incident', rule: 'Form FDA 3911', remedy }));

import type { InferOutput } from 'valibot';
import { moved, partOf } from '#common/dscsa/change.ts';
import { freeze } from '#common/dscsa/messages.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { type Notice, type NoticeContent, noticeProblems } from '#shared/dscsa/form-3911.ts';
import { signedNotice } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase } from './find-case.ts';
import { holdToCase } from './hold-to-case.ts';
import { MAIL_IT } from './mail-it.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';

type Said = InferOutput<typeof signedNotice>['content'];

const actOf = { initial: 'submit', 'follow-up': 'follow-up', termination: 'terminate' } as const;

/** Signs a notice of Form FDA 3911 and has it sent to the intake; where none is set, a person mails it and tells so. */
export const signNotice =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { type, content: said, signature } = read(signedNotice, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    const form = partOf(before, before.form);
    const state = moved(before, actOf[type], '/type');
    const { intakeUrl, reporter } = await needs.settings.get(request.tenant);
    const content = withReporter(said, reporter);
    const { determinedAt, incident } = form;
    const quoted = type === 'initial' || incident === undefined ? {} : { incident };
    const notice: Notice = { notice: needs.uuid(), type, ...quoted, determinedAt, ...content };
    const [problem] = noticeProblems(notice, form.classification);
    if (problem !== undefined) throw new Refused({ ...problem, at: atOf(problem.at) });
    await holdToCase(needs, before, notice, signature.reason);
    const record = signatureOf(request, signature, notice, now);
    const outgoing = await freeze(needs, before, { id: notice.notice, what: type, value: notice }, now);
    const after: DscsaCase = {
      ...state,
      form: { ...form, told: undefined, content, signature: record, classification: content.classification },
      outgoing,
      work: intakeUrl === undefined ? undefined : { notBefore: now.toISOString(), attempts: 0 },
      problem: intakeUrl === undefined ? MAIL_IT : undefined,
    };
    const { key, sha256 } = outgoing;
    const evidence = { key, sha256, direction: 'document' as const };
    const entries = [
      byCaller(request, now, `${type}-signed`, { detail: signature.reason, signature: record, evidence }),
    ];
    const detail = { type, notice: notice.notice, sha256 };
    const decided = { act: 'notice-signed' as const, changes: [{ before, after, entries }], detail, signature: record };
    return { status: 202, body: tellCase(await decide(needs, request, now, decided)) };
  };

function withReporter({ reporter: named, ...said }: Said, usual: NoticeContent['reporter'] | undefined): NoticeContent {
  const reporter = named ?? usual;
  if (reporter !== undefined) return { ...said, reporter };
  throw new Refused(
    refuse('malformed', 'nobody is named who reports', {
      at: '/content/reporter',
      rule: 'Form FDA 3911',
      remedy: 'name the reporter, or set one by PUT /api/dscsa/settings',
    }),
  );
}

const atOf = (at = '') => (at === '/type' ? at : `/content${at}`);

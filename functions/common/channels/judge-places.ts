import type { JudgeWritten } from '#common/send/written-address.ts';
import type { PartnerContent } from '#shared/master-data/partner.ts';
import type { Refusal } from '#shared/refusal.ts';

/** What is wrong with the addresses of a partner, each with its place. */
export type JudgePlaces = (partner: Pick<PartnerContent, 'url' | 'https'>) => Refusal[];

const rule = 'Seriate API: nothing is sent into private networks';

/** Addresses of a partner that nothing would ever be sent to are refused when they are written. They are looked at again whenever something is sent. */
export const judgePlaces =
  (judge: JudgeWritten): JudgePlaces =>
  ({ url, https }) =>
    [
      { at: '/url', address: url },
      { at: '/https/tokenUrl', address: https?.tokenUrl },
    ].flatMap(({ at, address }) => {
      const problem = address === undefined ? undefined : judge(address);
      return problem === undefined ? [] : [{ ...problem, at, rule }];
    });

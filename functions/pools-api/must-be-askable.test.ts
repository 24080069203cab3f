import { expect, test } from 'vitest';
import { outboundGuard } from '#common/send/outbound.ts';
import { mustBeAskable } from './must-be-askable.ts';

test.each(['kz', 'uz'])(
  'codes of %s are not ordered under a group that reports of them never name',
  async (profile) => {
    const issuer = { kind: 'xtrace', url: 'http://127.0.0.1:1', businessPlaceId: '36', secret: 'mpt' } as const;
    const judge = (productGroup: string) =>
      mustBeAskable(
        { guard: outboundGuard('loopback') },
        { id: 'codes', profile },
        { amount: 1, issuer: { ...issuer, productGroup } },
      );
    await expect(judge('medicine')).rejects.toMatchObject({ refusal: { at: '/refill/issuer/productGroup' } });
    await expect(judge('pharma')).resolves.toBeUndefined();
  },
);

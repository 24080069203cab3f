import type { Routes } from '#common/http.ts';
import { type GoldenNeeds, sendGolden } from '#common/onboarding/send-golden.ts';
import { testConnection } from '#common/onboarding/test-connection.ts';

/** What reaches out to a partner before it approves. */
export function testRoutes(needs: GoldenNeeds): Routes {
  const own = { permission: 'partnership:own', partners: true } as const;
  return {
    'POST /partner/connection-test': { ...own, endpoint: testConnection(needs) },
    'POST /partner/test-message': { ...own, endpoint: sendGolden(needs) },
  };
}

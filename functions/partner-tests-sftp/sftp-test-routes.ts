import type { Routes } from '#common/http.ts';
import { type GoldenNeeds, sendGolden } from '#common/onboarding/send-golden.ts';
import { testConnection } from '#common/onboarding/test-connection.ts';
import { type FetchNeeds, fetchTestFiles } from './fetch-test-files.ts';

/** The tests of a partner that is reached by SFTP: SSH takes as much room as all else together. */
export function sftpTestRoutes(needs: GoldenNeeds & FetchNeeds): Routes {
  const own = { permission: 'partnership:own', partners: true } as const;
  return {
    'POST /partner/sftp/connection-test': { ...own, endpoint: testConnection(needs) },
    'POST /partner/sftp/test-message': { ...own, endpoint: sendGolden(needs) },
    'POST /partner/sftp/message-test': { ...own, endpoint: fetchTestFiles(needs) },
  };
}

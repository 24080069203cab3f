import I18nProvider from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { roleMay } from '../../shared/access/permissions.ts';
import { api, Problem } from '../api.ts';
import type { Session } from '../session.ts';
import { NoticesProvider } from './notices.tsx';
import { SessionContext } from './session-context.ts';
import { Shell } from './shell.tsx';

const TRIES = 2;

/** Asks anew when somebody comes back to the page, and again when no answer came; a refusal stays one. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (failures, error) => failures < TRIES && (!(error instanceof Problem) || error.isOfServer),
    },
    mutations: { retry: false },
  },
});

/** All that a person who is signed in sees. */
export function App({ session }: { readonly session: Session }) {
  const here = useMemo(
    () => ({
      ...session,
      api: api(session.token),
      may: (permission: Parameters<typeof roleMay>[1]) => roleMay(session.role, permission),
    }),
    [session],
  );
  return (
    <I18nProvider locale="en" messages={[english]}>
      <QueryClientProvider client={client}>
        <SessionContext value={here}>
          <NoticesProvider>
            <Shell />
          </NoticesProvider>
        </SessionContext>
      </QueryClientProvider>
    </I18nProvider>
  );
}

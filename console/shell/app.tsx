import I18nProvider from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { roleMay } from '../../shared/access/permissions.ts';
import { api, Problem } from '../api.ts';
import { OpenSession } from '../open-session.ts';
import { renewed, type Session } from '../tokens.ts';
import { NotSignedIn } from './not-signed-in.tsx';
import { NoticesProvider } from './notices.tsx';
import { SessionAsking } from './session-asking.tsx';
import { SessionContext } from './session-context.ts';
import { Shell } from './shell.tsx';
import { titleOf } from './title-of.ts';
import { useSessionCare } from './use-session-care.ts';

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
export function App({ session: first }: { readonly session: Session }) {
  const [signedIn] = useState(() => new OpenSession(first, { renew: renewed, now: Date.now }));
  const { session, isGone } = useSyncExternalStore(signedIn.listen, signedIn.present);
  useSessionCare(signedIn);
  const asked = useMemo(() => api(signedIn), [signedIn]);
  const here = useMemo(
    () => ({
      ...session,
      signedIn,
      api: asked,
      may: (permission: Parameters<typeof roleMay>[1]) => roleMay(session.role, permission),
    }),
    [session, signedIn, asked],
  );
  if (isGone) return <Gone />;
  return (
    <I18nProvider locale="en" messages={[english]}>
      <QueryClientProvider client={client}>
        <SessionContext value={here}>
          <NoticesProvider>
            <Shell />
            <SessionAsking />
          </NoticesProvider>
        </SessionContext>
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** What stands in place of the page on the way to the sign-in page: nothing of whoever left. */
function Gone() {
  useEffect(() => {
    client.clear();
    document.title = titleOf(undefined, { subject: '' });
  }, []);
  return <NotSignedIn why="You signed out in another tab. The sign-in page comes by itself." />;
}

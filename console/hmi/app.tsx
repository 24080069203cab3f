import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { signsIn, useTold } from './data/live.ts';
import { whenReleased } from './data/press.ts';
import { useSession } from './data/session.ts';
import { Dialogs } from './parts/dialog.tsx';
import { Notices, saidOf } from './parts/notice.tsx';
import { roomsFor, useRoom } from './rooms.ts';
import { Rail } from './shell/rail.tsx';
import { RoomView } from './shell/room-view.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { useKeptFocus } from './shell/use-kept-focus.ts';
import { useTexts } from './texts/language.ts';

/** The agent is on this machine: it answers whether the browser thinks that there is a network or not. */
const client = new QueryClient({ defaultOptions: { queries: { staleTime: 500, networkMode: 'always' } } });

notifyManager.setScheduler((tell) => setTimeout(() => whenReleased(tell), 0));

/** The whole page. */
export function App() {
  return (
    <QueryClientProvider client={client}>
      <Page />
      <Dialogs />
    </QueryClientProvider>
  );
}

function Page() {
  const texts = useTexts();
  const { status, answers } = useTold();
  const session = useSession();
  const room = useRoom();
  useKeptFocus();
  useEffect(() => saidOf(status?.lines.map(({ state }) => state).join() ?? ''), [status]);
  useEffect(() => {
    document.title = `${texts.rooms[room]}${status === undefined ? '' : ` · ${texts.site(status.site)}`}`;
  }, [texts, room, status]);
  return (
    <>
      <button type="button" className="skip" onClick={() => document.querySelector<HTMLElement>('#content')?.focus()}>
        {texts.skip}
      </button>
      <TopBar />
      {status !== undefined && <Rail rooms={roomsFor(status, session, signsIn())} at={room} />}
      <main id="content" tabIndex={-1} aria-label={texts.rooms[room]}>
        <Notices />
        {!answers && (
          <p className="bad" role="alert">
            {texts.noAnswer}
          </p>
        )}
        {status === undefined ? <p>{texts.loading}</p> : <RoomView room={room} status={status} />}
      </main>
    </>
  );
}

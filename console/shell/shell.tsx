import '@cloudscape-design/global-styles/dark-mode-utils.css';
import AppLayout from '@cloudscape-design/components/app-layout';
import Box from '@cloudscape-design/components/box';
import { type ComponentType, lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { bringPart } from '../bring-part.ts';
import type { PageProps } from '../page-props.ts';
import { type Place, places } from '../places.ts';
import { FaultBoundary } from './fault-boundary.tsx';
import { Loading } from './loading.tsx';
import { Navigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { useHere } from './session-context.ts';
import { titleOf } from './title-of.ts';
import { TopBar } from './top-bar.tsx';
import { useRoute } from './use-route.ts';

/** Pages that were looked at. One that failed is none of them: it would fail for ever. */
const loaded = new Map<Place, ComponentType<PageProps>>();

function pageOf(place: Place): ComponentType<PageProps> {
  // The first comes along with the frame, which is there: nobody need be asked whether it can.
  const bring = loaded.size === 0 ? place.load : () => bringPart(place.load);
  const page = loaded.get(place) ?? lazy(async () => ({ default: await bring() }));
  loaded.set(place, page);
  return page;
}

/** The frame of every page: what there is on the left, notices above, the page itself. */
export function Shell() {
  const { may, role } = useHere();
  const route = useRoute();
  const mine = useMemo(() => places.filter(({ permission }) => may(permission)), [may]);
  const place = mine.find(({ path }) => path === route.page) ?? (route.page === '' ? mine[0] : undefined);
  const [tries, setTries] = useState(0);
  const content = useFocusOn(`${route.page}/${route.subject}`);
  useEffect(() => {
    document.title = titleOf(place?.title, { subject: route.subject });
  }, [place, route.subject]);
  const Page = place === undefined ? undefined : pageOf(place);
  return (
    <>
      <TopBar />
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationWidth={220}
        navigation={<Navigation places={mine} present={place} />}
        notifications={<Notices />}
        content={
          <div id="content" ref={content} tabIndex={-1}>
            {place === undefined || Page === undefined ? (
              <Nothing role={role} page={route.page} />
            ) : (
              <FaultBoundary
                key={`${route.page} ${tries}`}
                at={route.subject}
                onFault={() => loaded.delete(place)}
                onAgain={() => setTries(tries + 1)}
              >
                <Suspense fallback={<Loading />}>
                  <Page route={route} />
                </Suspense>
              </FaultBoundary>
            )}
          </div>
        }
      />
    </>
  );
}

/** Whoever follows a link without seeing the page is told where it led, to another page or to one thing of a list. Who writes in a field that is still there goes on writing. */
function useFocusOn(shown: string) {
  const content = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown && !isWriting(content.current)) {
      // A page begins at its top, and the bar above covers what is scrolled to.
      content.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    before.current = shown;
  }, [shown]);
  return content;
}

const isWriting = (content: HTMLElement | null): boolean => {
  const { activeElement } = document;
  return content?.contains(activeElement) === true && activeElement?.matches('input, textarea') === true;
};

function Nothing({ role, page }: { readonly role: string; readonly page: string }) {
  const known = places.find(({ path }) => path === page);
  const why =
    known === undefined
      ? 'There is no such page. The pages there are stand on the left.'
      : `The role ${role} does not see this page: it would need ${known.permission}. An administrator can change the role.`;
  return <Box padding="l">{why}</Box>;
}

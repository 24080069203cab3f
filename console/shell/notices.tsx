import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { afterLeaving } from './after-leaving.ts';
import { useSessionNotice } from './session-end.tsx';
import { useLater } from './use-later.ts';
import { useRoute } from './use-route.ts';

type Item = FlashbarProps.MessageDefinition;
type Notice = Pick<Item, 'type' | 'content' | 'header' | 'action'>;

/** Tells something above the page: what was done, or that something goes on. Told again under the same id, it takes the place of what was told. */
type Tell = (id: string, notice: Notice) => void;

interface Told {
  readonly id: string;
  readonly type: Item['type'] | undefined;
  readonly item: Item;
  readonly since: number;
}

const TellContext = createContext<Tell>(() => undefined);
const ShownContext = createContext<readonly Told[]>([]);
const MOST = 5;

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Told[]>([]);
  const { page, subject } = useRoute();
  const place = `${page}/${subject}`;
  const [at, setAt] = useState(place);
  if (at !== place) {
    setAt(place);
    setShown((before) => afterLeaving(before, performance.now()));
  }
  const tell = useCallback<Tell>((id, notice) => {
    const drop = () => setShown((before) => before.filter((one) => one.id !== id));
    const dismiss = { dismissible: true, dismissLabel: 'Close this notice', onDismiss: drop };
    // Nobody is told of a notice that has no role unless he looks at it.
    const ariaRole = notice.type === 'error' ? 'alert' : 'status';
    const item = { id, ariaRole, ...notice, ...dismiss } as const;
    const told = { id, type: notice.type, item, since: performance.now() };
    setShown((before) => [told, ...before.filter((one) => one.id !== id)].slice(0, MOST));
  }, []);
  return (
    <TellContext value={tell}>
      <ShownContext value={shown}>{children}</ShownContext>
    </TellContext>
  );
}

export const useTell = (): Tell => use(TellContext);

const loadFlashbar = async () => (await import('@cloudscape-design/components/flashbar')).default;

/** Where notices stand. */
export function Notices() {
  const shown = use(ShownContext).map(({ item }) => item);
  const session = useSessionNotice();
  const items = session === undefined ? shown : [session, ...shown];
  const Flashbar = useLater(loadFlashbar, items.length > 0);
  if (Flashbar !== undefined) return <Flashbar items={items} stackItems={items.length > 2} />;
  // What is told is told, whatever does not come.
  return items.map(({ id, ariaRole, header, content, action }) => (
    <div key={id} role={ariaRole}>
      {header} {content} {action}
    </div>
  ));
}

import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { useSessionNotice } from './session-end.tsx';
import { useLater } from './use-later.ts';

type Notice = Pick<FlashbarProps.MessageDefinition, 'type' | 'content' | 'header' | 'action'>;

/** Tells something above the page: what was done, or that something goes on. Told again under the same id, it takes the place of what was told. */
type Tell = (id: string, notice: Notice) => void;

const TellContext = createContext<Tell>(() => undefined);
const ShownContext = createContext<readonly FlashbarProps.MessageDefinition[]>([]);
const MOST = 5;

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const tell = useCallback<Tell>((id, notice) => {
    const drop = () => setShown((before) => before.filter((one) => one.id !== id));
    const dismiss = { dismissible: true, dismissLabel: 'Close this notice', onDismiss: drop };
    // Nobody is told of a notice that has no role unless he looks at it.
    const ariaRole = notice.type === 'error' ? 'alert' : 'status';
    const told = { id, ariaRole, ...notice, ...dismiss } as const;
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
  const shown = use(ShownContext);
  const session = useSessionNotice();
  const items = session === undefined ? [...shown] : [session, ...shown];
  const Flashbar = useLater(loadFlashbar, items.length > 0);
  if (Flashbar !== undefined) return <Flashbar items={items} stackItems={items.length > 2} />;
  // What is told is told, whatever does not come.
  return items.map(({ id, ariaRole, header, content, action }) => (
    <div key={id} role={ariaRole}>
      {header} {content} {action}
    </div>
  ));
}

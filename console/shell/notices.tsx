import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

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
    setShown((before) => [{ id, ...notice, ...dismiss }, ...before.filter((one) => one.id !== id)].slice(0, MOST));
  }, []);
  return (
    <TellContext value={tell}>
      <ShownContext value={shown}>{children}</ShownContext>
    </TellContext>
  );
}

export const useTell = (): Tell => use(TellContext);

/** Where notices stand. */
export function Notices() {
  const shown = use(ShownContext);
  const items = useMemo(() => [...shown], [shown]);
  return <Flashbar items={items} stackItems={items.length > 2} />;
}

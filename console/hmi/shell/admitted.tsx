import { type ReactNode, useState } from 'react';
import { signsIn } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import { Unseen } from '../parts/unseen.tsx';

interface Needs {
  /** Undefined where anybody may look. */
  readonly right: string | undefined;
  readonly children: ReactNode;
}

/** A room for whoever may look into it. One that was open stays so when a session ends in it: what was scanned there is for whoever signs in again. */
export function Admitted({ right, children }: Needs) {
  const session = useSession();
  const may = right === undefined || mayDo(right, session, signsIn());
  const [isOpen, setOpen] = useState(may);
  if (may && !isOpen) setOpen(true);
  return isOpen ? children : <Unseen right={right ?? ''} error={null} />;
}

import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type SayableAct, sayableActs } from '../../shared/desk/sayable-acts.ts';
import { useHere } from '../shell/session-context.ts';
import { DeskAssigning } from './desk-assigning.tsx';
import type { DeskCase } from './desk-cases.ts';
import { DeskClosing } from './desk-closing.tsx';
import { DeskFiling } from './desk-filing.tsx';
import { DeskSaying } from './desk-saying.tsx';
import { sayingWords } from './use-saying.ts';

type Act = SayableAct | 'attach' | 'assign' | 'end';

interface Asked {
  readonly act: Act;
  /** The case as it was then: who says something says it to that, whatever comes while he writes. */
  readonly row: DeskCase;
}

/** What can be done with a case as it stands; nothing is offered to who may not. */
export function DeskActs({ row }: { readonly row: DeskCase }) {
  const { may } = useHere();
  const [asked, setAsked] = useState<Asked>();
  if (!may('exceptions:write')) return null;
  const close = () => setAsked(undefined);
  const sayable = row.ended ? [] : sayableActs(row.kind, row.messages, row.side);
  const [first] = sayable;
  const others = [
    ...(row.ended ? [] : [['attach', 'Attach a file'] as const]),
    ['assign', 'Assign'] as const,
    ...(row.ended || row.side === 'respondent' ? [] : [['end', 'End the case'] as const]),
  ];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {others.map(([act, label]) => (
        <Button key={act} onClick={() => setAsked({ act, row })}>
          {label}
        </Button>
      ))}
      {sayable.toReversed().map((act) => (
        <Button key={act} variant={act === first ? 'primary' : 'normal'} onClick={() => setAsked({ act, row })}>
          {sayingWords[act]}
        </Button>
      ))}
      {asked && <AskedAct {...asked} close={close} />}
    </SpaceBetween>
  );
}

function AskedAct({ act, row, close }: Asked & { readonly close: () => void }) {
  if (act === 'attach') return <DeskFiling row={row} close={close} />;
  if (act === 'assign') return <DeskAssigning row={row} close={close} />;
  if (act === 'end') return <DeskClosing row={row} close={close} />;
  return <DeskSaying row={row} act={act} close={close} />;
}

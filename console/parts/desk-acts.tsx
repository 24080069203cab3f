import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type SayableAct, sayableActs } from '../../shared/desk/sayable-acts.ts';
import { useHere } from '../shell/session-context.ts';
import { DeskAssigning } from './desk-assigning.tsx';
import type { DeskCase } from './desk-cases.ts';
import { DeskClosing } from './desk-closing.tsx';
import { DeskFiling } from './desk-filing.tsx';
import { DeskSaying, sayingWords } from './desk-saying.tsx';

type Act = SayableAct | 'attach' | 'assign' | 'end';

/** What can be done with a case as it stands; nothing is offered to who may not. */
export function DeskActs({ row }: { readonly row: DeskCase }) {
  const { may } = useHere();
  const [asked, setAsked] = useState<Act>();
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
        <Button key={act} onClick={() => setAsked(act)}>
          {label}
        </Button>
      ))}
      {sayable.toReversed().map((act) => (
        <Button key={act} variant={act === first ? 'primary' : 'normal'} onClick={() => setAsked(act)}>
          {sayingWords[act]}
        </Button>
      ))}
      {asked === 'attach' && <DeskFiling row={row} close={close} />}
      {asked === 'assign' && <DeskAssigning row={row} close={close} />}
      {asked === 'end' && <DeskClosing row={row} close={close} />}
      {asked !== undefined && asked !== 'attach' && asked !== 'assign' && asked !== 'end' && (
        <DeskSaying row={row} act={asked} close={close} />
      )}
    </SpaceBetween>
  );
}

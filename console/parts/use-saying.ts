import { useState } from 'react';
import type { SayableAct } from '../../shared/desk/sayable-acts.ts';
import { type DeskCase, deskCase, deskCasePath } from './desk-cases.ts';
import { forgetSigned, type SignedDeed } from './signed-words.ts';
import { useDeed } from './use-deed.tsx';

export const sayingWords: Readonly<Record<SayableAct, string>> = {
  propose: 'Propose',
  accept: 'Accept the proposal',
  reject: 'Reject the proposal',
  counter: 'Propose something else',
  acknowledge: 'Acknowledge the notice',
  report: 'Report packs',
  note: 'Note',
};

/** Acts that answer the proposal which stands. */
export const isAnswer = (act: SayableAct): boolean => act === 'accept' || act === 'reject' || act === 'counter';

/** Says something in a case. @param row the case as the person saw it: an answer is one of the proposal that stood there, and refused where another stands now @param deed for which words may wait */
export function useSaying({ id, proposal }: Pick<DeskCase, 'id' | 'proposal'>, act: SayableAct, deed: SignedDeed) {
  // Drawn once: sent again after an answer that was lost, it says nothing twice.
  const [message] = useState(() => crypto.randomUUID());
  const of = isAnswer(act) && proposal !== undefined ? { of: proposal.id } : {};
  return useDeed(
    async (api, said: object) => {
      const after = await api.post(`${deskCasePath(id)}/messages`, { id: message, act, ...of, ...said }, deskCase);
      forgetSigned(deed);
      return after;
    },
    () => `Said: ${sayingWords[act].toLowerCase()}.`,
  );
}

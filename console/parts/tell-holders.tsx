import * as v from 'valibot';
import { SignModal } from './sign-modal.tsx';
import { useDeed } from './use-deed.tsx';

const sentNotices = v.object({
  notices: v.array(v.object({ partner: v.string(), isNew: v.boolean() })),
  unreached: v.array(v.object({ name: v.string(), packs: v.number() })),
});

interface Given {
  /** Of the recall. */
  readonly path: string;
  readonly close: () => void;
}

/** Tells every holder that is a partner, once each, under an electronic signature. */
export function TellHolders({ path, close }: Given) {
  const tell = useDeed(
    (api, { meaning, reason }: { meaning: string; reason: string }) =>
      api.post(`${path}/notices`, { text: reason, signature: { meaning } }, sentNotices),
    ({ notices, unreached }) => {
      const fresh = notices.filter(({ isNew }) => isNew).length;
      const names = unreached.map(({ name, packs }) => `${name} (${packs} packs)`).join(', ');
      const left = names === '' ? '' : ` No partners, to be told by people: ${names}.`;
      return `${fresh} ${fresh === 1 ? 'holder was' : 'holders were'} told.${left}`;
    },
  );
  return (
    <SignModal
      label="Tell the holders"
      meanings={['recall notice approved']}
      reasonLabel="What holders are to do"
      sign={tell.mutateAsync}
      close={close}
    >
      Each holder is told once, with the list of its packs. It cannot be taken back; lifting the recall is told, too.
    </SignModal>
  );
}

import { useSession } from '../data/session.ts';
import { useTexts } from '../texts/language.ts';
import { isBarred } from './put-aside.ts';
import { dropWork } from './start-work.ts';
import { takeOverWork, useWork } from './work.ts';

/** What somebody else has begun at this screen: whoever is signed in now and may do it takes it over or drops it, knowingly. */
export function OthersWork() {
  const { others } = useTexts().warehouse;
  const session = useSession();
  const now = useWork();
  const { who, pending } = now;
  if (isBarred(now, session))
    return (
      <p className="next" role="status">
        {others.began(who)} {others.mayNot}
      </p>
    );
  return (
    <>
      <p className="next" role="status">
        {pending === undefined ? others.began(who) : others.confirmed(who)}
      </p>
      <div className="bar">
        <button type="button" className="main big" onClick={takeOverWork}>
          {others.takeOver}
        </button>
        <button type="button" className="big" onClick={() => void dropWork()}>
          {others.drop}
        </button>
      </div>
    </>
  );
}

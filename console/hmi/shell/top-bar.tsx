import { tried } from '../data/ask.ts';
import { signsIn, useTold } from '../data/live.ts';
import { mayDo, useSession } from '../data/session.ts';
import type { SiteStatus } from '../data/status-shape.ts';
import { say } from '../parts/notice.tsx';
import { useSpoken } from '../texts/language.ts';
import { PersonBar } from './person-bar.tsx';

/** What holds for the whole site: its name, the way to the cloud, and who stands at the screen. */
export function TopBar() {
  const { texts } = useSpoken();
  const { status, isLive } = useTold();
  return (
    <header>
      <h1 className="site">{status === undefined ? texts.rooms.line : texts.site(status.site)}</h1>
      {status !== undefined && <CloudBar {...status} />}
      <span className="quiet" id="live">
        {isLive ? texts.cloud.live : texts.cloud.asked}
      </span>
      <PersonBar />
    </header>
  );
}

function CloudBar({ outbox }: Pick<SiteStatus, 'outbox'>) {
  const { texts, formats } = useSpoken();
  const session = useSession();
  const { connected, since, depth, gathering, via } = outbox;
  const { cloud } = texts;
  const away = since == null ? cloud.away(depth) : cloud.awaySince(formats.since(since), depth);
  const words = [connected ? cloud.connected(depth) : away, via === 'greengrass' ? cloud.greengrass : ''];
  return (
    <>
      <p id="link" className={connected ? 'cloud' : 'cloud away'} role="status">
        {words.filter(Boolean).join(', ')}
        {gathering > 0 && <span className="gathering">, {cloud.gathering(gathering)}</span>}
      </p>
      {gathering > 0 && mayDo('send', session, signsIn()) && (
        <button type="button" onClick={() => void tried('POST', '/api/outbox/send').then((why) => say(why))}>
          {cloud.send}
        </button>
      )}
    </>
  );
}

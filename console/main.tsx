import './style/page.css';
import { createRoot } from 'react-dom/client';
import { signIn } from './session.ts';
import { App } from './shell/app.tsx';
import { applyAppearance, keptAppearance } from './shell/appearance.ts';
import { HandedBack } from './shell/handed-back.tsx';
import { NotSignedIn } from './shell/not-signed-in.tsx';
import { SignInFailed } from './tokens.ts';

applyAppearance(keptAppearance());
const page = document.querySelector('#page');
if (page !== null) {
  const root = createRoot(page);
  try {
    const session = await signIn();
    if (session === 'handed-back') root.render(<HandedBack />);
    // Nobody is signed in yet: the browser is on its way to the sign-in page.
    else if (session !== undefined) root.render(<App session={session} />);
  } catch (error) {
    const why = error instanceof SignInFailed ? error.message : `The server did not answer: ${String(error)}`;
    root.render(<NotSignedIn why={why} />);
  }
}

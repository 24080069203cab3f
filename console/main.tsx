import './style/page.css';
import { createRoot } from 'react-dom/client';
import { SignInFailed, signIn } from './session.ts';
import { App } from './shell/app.tsx';
import { applyAppearance, keptAppearance } from './shell/appearance.ts';
import { NotSignedIn } from './shell/not-signed-in.tsx';

applyAppearance(keptAppearance());
const page = document.querySelector('#page');
if (page !== null) {
  const root = createRoot(page);
  try {
    const session = await signIn();
    // Nobody is signed in yet: the browser is on its way to the sign-in page.
    if (session !== undefined) root.render(<App session={session} />);
  } catch (error) {
    const why = error instanceof SignInFailed ? error.message : `The server did not answer: ${String(error)}`;
    root.render(<NotSignedIn why={why} />);
  }
}

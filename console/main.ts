import { api, Problem, send } from './api.ts';
import { deliveriesPage } from './pages/deliveries.ts';
import { exceptionsPage } from './pages/exceptions.ts';
import { lotsPage } from './pages/lots.ts';
import { unitPage } from './pages/unit.ts';
import { element } from './parts/element.ts';
import { SignInFailed, signIn } from './session.ts';

const REFRESH_MS = 3_000;

const page = document.querySelector('#page');
const who = document.querySelector('#who');

async function start(): Promise<void> {
  const session = await signIn();
  if (session === undefined) return;
  who?.replaceChildren(`${session.username} · ${session.role} · ${session.tenant}`);
  const get = api(session.token);
  const live = element('div');
  page?.replaceChildren(live, exceptionsPage({ get, post: send(session.token), me: session.username }), unitPage(get));
  for (;;) {
    live.replaceChildren(...(await Promise.all([orProblem(lotsPage(get)), orProblem(deliveriesPage(get))])));
    await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
  }
}

/** One part that fails must not take the others with it. */
const orProblem = (part: Promise<HTMLElement>) => part.catch(problem);

const problem = (error: unknown) =>
  element('p', { class: 'problem' }, error instanceof Problem ? error.message : `Something failed: ${String(error)}`);

start().catch((error: unknown) =>
  page?.replaceChildren(...(error instanceof SignInFailed ? signInAgain(error) : [problem(error)])),
);

function signInAgain(error: SignInFailed): HTMLElement[] {
  const again = element('button', { type: 'button' }, 'Sign in again');
  again.addEventListener('click', () => location.reload());
  return [element('p', { class: 'problem', role: 'alert' }, error.message), again];
}

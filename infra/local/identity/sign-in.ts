import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { readBody } from '../http/read-body.ts';
import type { Attempts } from './attempts.ts';
import type { Credentials } from './credentials.ts';
import { messagePage, pageHeaders, signInPage } from './pages.ts';

export interface SignInNeeds {
  readonly provider: Pick<Provider, 'interactionDetails' | 'interactionFinished'>;
  readonly credentials: Pick<Credentials, 'signIn'>;
  readonly attempts: Attempts;
  readonly log: (line: string) => void;
}

const MAX_FORM_BYTES = 8 * 1024;

/** Where people say who they are: `GET` shows the form, `POST` reads it. Only who comes from `/oauth2/authorize` with its cookie gets in. */
export function signIn(needs: SignInNeeds): RequestListener {
  return (request, response) => {
    answer(needs, request, response).catch((error: unknown) => {
      if (error instanceof errors.SessionNotFound)
        show(
          response,
          400,
          messagePage('Too late', 'This sign-in is no longer open. Go back to Seriate and sign in again.'),
        );
      else {
        needs.log(`sign-in: ${error}`);
        show(response, 500, messagePage('That failed', 'The reason is in the log of the cloud.'));
      }
    });
  };
}

async function answer(needs: SignInNeeds, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { provider, credentials, attempts } = needs;
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return show(response, 200, signInPage());
  const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES))?.toString());
  const username = (form.get('username') ?? '').trim();
  const wait = attempts.wait(username);
  if (wait > 0) {
    response.setHeader('retry-after', wait);
    return show(response, 429, signInPage({ username, problem: `Too many attempts. Try again in ${wait} seconds.` }));
  }
  const user = credentials.signIn(username, form.get('password') ?? '');
  if (user === undefined) {
    attempts.failed(username);
    // The same words whether or not the name exists.
    return show(response, 400, signInPage({ username, problem: 'User name or password is wrong.' }));
  }
  attempts.succeeded(username);
  await provider.interactionFinished(request, response, { login: { accountId: user.username } });
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, pageHeaders).end(html);
}

/** How a machine client fetches a token (OAuth 2.0 client credentials, RFC 6749 §4.4). The secret comes from the environment. */
export function tokenCurl(signInUrl: string, clientId: string, scopes: readonly string[]): string {
  const scope = scopes.map((one) => `seriate/${one}`).join(' ');
  return [
    `curl -u '${clientId}':"$SECRET" \\`,
    `  -d grant_type=client_credentials \\`,
    `  --data-urlencode 'scope=${scope}' \\`,
    `  '${signInUrl}/oauth2/token'`,
  ].join('\n');
}

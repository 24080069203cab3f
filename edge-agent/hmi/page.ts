import { base } from './page/script-base.ts';
import { figures } from './page/script-figures.ts';
import { held } from './page/script-held.ts';
import { line } from './page/script-line.ts';
import { live } from './page/script-live.ts';
import { orders } from './page/script-orders.ts';
import { people } from './page/script-people.ts';
import { style } from './page/style.ts';

/** The page's one script and style, of which the policy that it is served with knows the digests. */
export const pageScript = [base, people, line, figures, orders, held, live].join('\n');
export const pageStyle = style;

/** The page of the line. It works with nothing but the agent. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Line status</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
  <h1 id="site">Line status</h1>
  <span id="link"></span>
  <button id="send" type="button" hidden>Send now</button>
  <span class="grow"></span>
  <span id="live"></span>
  <span id="person"></span>
</header>
<main>
  <p id="said" class="bad" role="status"></p>
  <div id="lines"></div>
</main>
<script>${pageScript}</script>
</body>
</html>
`;

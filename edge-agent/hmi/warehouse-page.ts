import { base } from './page/script-base.ts';
import { people } from './page/script-people.ts';
import { warehouse } from './page/script-warehouse.ts';
import { warehouseTasks } from './page/script-warehouse-tasks.ts';
import { style } from './page/style.ts';

/** The page's one script, of which the policy that it is served with knows the digest. */
export const warehouseScript = [base, people, warehouseTasks, warehouse].join('\n');

/** The page of the warehouse: for one hand, a scanner that types, and gloves. */
export const warehousePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Warehouse</title>
<style>${style}</style>
</head>
<body>
<header>
  <h1>Warehouse</h1>
  <span class="grow"></span>
  <span id="person"></span>
</header>
<main>
  <nav id="tasks" class="bar" aria-label="Tasks"></nav>
  <section>
    <h2 id="title"></h2>
    <div id="settings" class="bar"></div>
    <p id="next" class="wait" role="status"></p>
    <form id="scanned">
      <label>Scan <input id="scan" autocomplete="off" autocapitalize="off" spellcheck="false" size="40"></label>
    </form>
    <p id="said" class="bad" role="alert"></p>
    <div id="list"></div>
    <div id="acts" class="bar"></div>
    <div id="result"></div>
  </section>
</main>
<script>${warehouseScript}</script>
</body>
</html>
`;
